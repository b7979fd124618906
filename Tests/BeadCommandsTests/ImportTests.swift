import Host
import JSON
import TestKit
import Testing

/// `bd import` over beads that are there.
@Suite(.scratch) struct ImportTests {
    let bd: BeadRun
    private static let token = "ghp_" + String(repeating: "a1B2", count: 9)

    init() throws {
        bd = try BeadRun()
        for id in ["t-aaa", "t-bbb", "t-ccc"] {
            #expect(bd.output("create", "Title \(id)", "--id", id, "-l", "l1", "--silent") == id)
        }
    }

    /// A line of an export with another time and other members, and without some.
    private func line(
        _ id: String,
        at time: String = "2999-01-01T00:00:00Z",
        _ more: [String: JSON] = [:],
        without: Set<String> = []
    ) throws -> String {
        let lines = try bd.output("export", "--all").split(separator: "\n").map { try JSON.parse(String($0)) }
        let found = try #require(lines.first { $0["id"] == .string(id) })
        let named: [String: JSON] = more.merging(["updated_at": .string(time)]) { $1 }
        var members = (found.members ?? []).filter { named[$0.name] == nil && !without.contains($0.name) }
        members += named.map { JSON.Member($0.key, $0.value) }
        return JSON.object(members).text(.compact) + "\n"
    }

    @Test(arguments: [
        [["label", "add", "t-aaa", "l2"], ["label", "remove", "t-aaa", "l1"]], [["dep", "add", "t-aaa", "t-bbb"]],
        [["comment", "t-aaa", "a word"]],
    ])
    func leavesAloneWhatBelongsToABeadAndWasChangedLater(_ changes: [[String]]) throws {
        let before = bd.output("export")
        for words in changes { #expect(bd(words).status == 0) }
        // A comment alone takes nothing away from the line, so the line asks for something else too.
        let old = before.replacing(#""title":"Title t-aaa""#, with: #""title":"Old""#) + "\n"
        let now = bd.output("export")
        let report = try JSON.parse(bd.output("import", "-", "--json", input: old))
        #expect(report["stale_skipped_ids"] == ["t-aaa"] && report["updated"] == 0, "\(report)")
        #expect(bd.output("export") == now)
        // What comes back unchanged is no news, and a later line is.
        #expect(bd.output("import", "-", input: now).contains("(0 new, 0 changed, 3 skipped)"))
        #expect(bd.output("import", "-", input: try line("t-aaa", ["title": "Newer"])).contains("1 changed"))
    }

    @Test func aWholeLineTakesAwayWhatItDoesNotHave() throws {
        _ = bd.output("dep", "add", "t-aaa", "t-bbb")
        _ = bd.output("dep", "add", "t-aaa", "t-ccc", "-t", "related")
        _ = bd.output("dep", "add", "t-ccc", "t-aaa", "-t", "related")
        let whole = try line("t-aaa", without: ["labels", "dependencies"])
        #expect(bd.output("import", "-", input: whole).contains("1 changed"))
        #expect(bd.output("label", "list", "t-aaa").contains("no labels"))
        #expect(bd.output("dep", "list", "t-aaa") == "t-aaa has no dependencies")
        #expect(bd.output("dep", "list", "t-ccc").contains("t-aaa"))
        #expect(bd.output("ready").contains("t-aaa"))
        #expect(bd.output("import", "-", input: whole).contains("(0 new, 0 changed, 1 skipped)"))
    }

    @Test func aPartialLineKeepsTiesAndLabels() throws {
        _ = bd.output("dep", "add", "t-aaa", "t-bbb")
        let partial = try line("t-aaa", without: ["labels", "dependencies", "_type"])
        for line in [partial, #"{"id":"t-aaa","title":"Little"}"#] {
            #expect(bd.output("import", "-", input: line).contains("1 issues"))
            #expect(bd.output("label", "list", "t-aaa").contains("l1"))
            #expect(bd.output("dep", "list", "t-aaa").contains("t-bbb"))
        }
    }

    @Test func manyWholeLinesTakeTiesAwayToo() throws {
        func lines(_ time: String, _ ties: Bool) -> String {
            (0..<300).map { number in
                let edges = ties && number > 0 ? #","dependencies":[{"depends_on_id":"t-\#(number - 1)"}]"# : ""
                return #"{"_type":"issue","id":"t-\#(number)","title":"x","status":"open","priority":2,"#
                    + #""issue_type":"task","created_at":"2026-01-01T00:00:00Z","updated_at":"\#(time)"\#(edges)}"#
            }.joined(separator: "\n")
        }
        _ = bd.output("import", "-", input: lines("2026-01-01T00:00:00Z", true))
        #expect(try JSON.parse(bd.output("stats", "--json"))["summary"]?["blocked_issues"] == 299)
        _ = bd.output("import", "-", input: lines("2026-01-02T00:00:00Z", false))
        #expect(try JSON.parse(bd.output("stats", "--json"))["summary"]?["blocked_issues"] == 0)
        #expect(bd.output("sql", "--csv", "select count(*) as n from dependencies") == "n\n0")
    }

    @Test func aTokenNeverBecomesSmaller() throws {
        let high: [String: JSON] = ["token": 7, "attempt": 3]
        _ = bd.output("import", "-", input: try line("t-aaa", high))
        _ = bd.output(
            "import",
            "-",
            input: try line("t-aaa", at: "2999-01-02T00:00:00Z", ["title": "Other"], without: ["token"])
        )
        _ = bd.output("import", "-", input: try line("t-aaa", at: "2999-01-03T00:00:00Z", ["token": 5, "attempt": 1]))
        let now = try JSON.parse(try line("t-aaa"))
        #expect(now["token"] == 7 && now["attempt"] == 3 && now["title"] == "Other")
    }

    @Test(arguments: [false, true])
    func aTieThatIsLeftOutIsNoNewsTheSecondTime(isWhole: Bool) throws {
        var more: [String: JSON] = [
            "dependencies": [["depends_on_id": "t-none"], ["depends_on_id": "t-bbb"], ["depends_on_id": "t-new"]],
            "comments": [["id": "c", "text": ""], ["id": "d", "text": "a word"]], "labels": [" l1 ", " ", "l2"],
        ]
        if !isWhole { more["_type"] = .null }
        let line = try line("t-aaa", more, without: isWhole ? [] : ["_type", "created_at"])
        let lines = line + #"{"id":"t-new","title":"new"}"#
        let first = bd.output("import", "-", input: lines)
        #expect(first.contains("(1 new, 1 changed, 0 skipped)") && first.contains("t-aaa -> t-none"), "\(first)")
        #expect(bd.output("dep", "list", "t-aaa", "--json").contains("t-new"))
        #expect(bd.output("label", "list", "t-aaa", "--json") == "[\n  \"l1\",\n  \"l2\"\n]")
        let versions = try bd.versions
        let events = bd.output("sql", "--csv", "select count(*) from events")
        let again = bd.output("import", "-", input: lines)
        #expect(again.contains("(0 new, 0 changed, 2 skipped)") && again.contains("t-aaa -> t-none"), "\(again)")
        #expect(try bd.versions == versions)
        #expect(bd.output("sql", "--csv", "select count(*) from events") == events)
    }

    @Test(arguments: [("t-AAA", "t-aaa"), ("t-NEW", "t-new")])
    func refusesAnIdThatDiffersOnlyInCapitals(_ id: String, _ other: String) throws {
        let before = bd.output("export", "--all")
        let lines = #"{"id":"t-new","title":"x"}"# + "\n\n" + #"{"id":"\#(id)","title":"x"}"#
        let run = bd.bd("import", "-", input: lines)
        #expect(run.status == 1 && run.notes.contains("line 3 of - cannot be imported; nothing was imported"), "\(run)")
        #expect(run.notes.contains("\(id) differs from \(other) only in capital letters"), "\(run)")
        #expect(bd.output("export", "--all") == before)
    }

    @Test(arguments: [token, "sk-ant-" + "api03-abcdefghijklmnopqrstuvwxyz", "AKIA" + "IOSFODNN7EXAMPLQ"])
    func refusesCredentialsInIds(_ secret: String) {
        let before = bd.output("export", "--all")
        for run in [
            bd.bd("create", "x", "--id", "t-\(secret)"),
            bd.bd("import", "-", input: #"{"id":"t-\#(secret)","title":"x"}"#),
        ] {
            #expect(run.status == 1 && run.notes.contains("looks like a"), "\(run)")
        }
        #expect(bd.output("export", "--all") == before)
    }

    @Test(arguments: ["title", "description", "assignee", "external_ref", "spec_id", "labels", "comments"])
    func refusesCredentials(_ member: String) {
        let value: JSON =
            switch member {
            case "labels": .array([.string(Self.token)])
            case "comments": .array([.object([JSON.Member("text", .string("it is \(Self.token)"))])])
            default: .string(Self.token)
            }
        let bad = JSON.object([JSON.Member("title", "x"), JSON.Member(member, value)]).text(.compact)
        let run = bd.bd("import", "-", input: #"{"title":"fine"}"# + "\n\(bad)\n")
        #expect(run.status == 1 && run.notes.contains("line 2 of - cannot be imported; nothing was imported"), "\(run)")
        #expect(run.notes.contains("looks like a GitHub token") && !run.notes.contains(Self.token))
        #expect(bd.output("count") == "3")
    }

    @Test(arguments: [
        ["label", "add", "t-aaa"], ["update", "t-aaa", "--assignee"], ["update", "t-aaa", "--external-ref"],
        ["update", "t-aaa", "--spec-id"], ["update", "t-aaa", "--set-labels"], ["config", "set", "some.key"],
        ["close", "t-aaa", "--session"], ["close", "t-aaa", "--reason"], ["reopen", "t-bbb", "--reason"],
        ["create", "x", "--labels"],
    ])
    func refusesCredentialsInWhatIsTyped(_ words: [String]) {
        _ = bd.output("close", "t-bbb")
        let before = bd.output("export")
        let run = bd(words + [Self.token])
        #expect(run.status == 1 && run.notes.contains("looks like a GitHub token"), "\(run)")
        #expect(bd.output("export") == before)
        #expect(!bd.output("config", "list").contains("some.key"))
    }

    @Test func aDryRunAnswersLikeTheRealCall() throws {
        for (line, error) in [
            (#"{"id":"t-x","title":"x","status":"zz"}"#, "t-x cannot be imported: invalid status \"zz\""),
            (#"{"id":"t-x","title":"x","priority":9}"#, "t-x cannot be imported: invalid priority \"9\""),
        ] {
            let run = bd.bd("import", "-", "--dry-run", input: line)
            #expect(run.status == 1 && run.notes.contains(error), "\(run)")
        }
        let stale = bd.output("import", "-", "--dry-run", input: try line("t-aaa", at: "2001-01-01T00:00:00Z"))
        #expect(stale.contains("Would import 0 issues") && stale.contains("skipped t-aaa: it was changed here later"))
        let new = #"{"id":"t-x","title":"x"}"#
        let report = try JSON.parse(bd.output("import", "-", "--dry-run", "--json", input: new))
        #expect(report["dry_run"] == true && report["created"] == 1 && report["ids"] == ["t-x"])
        #expect(bd.output("count") == "3")
    }
}

import Host
import JSON
import TestKit
import Testing

/// Bad input: one clear error each, and nothing half done.
@Suite(.scratch) struct BadInputTests {
    let bd: BeadRun

    init() throws { bd = try BeadRun(beads: ["t-aaa", "t-bbb"]) }

    /// A call that must fail, what its error says and what its hint says.
    struct Refusal: Sendable, CustomTestStringConvertible {
        let words: [String]
        let status: Int32
        let error: String
        let hint: String

        init(_ words: [String], _ status: Int32, _ error: String, _ hint: String = "") {
            self.words = words
            self.status = status
            self.error = error
            self.hint = hint
        }

        var testDescription: String { words.joined(separator: " ") }
    }

    private static let refusals: [Refusal] = [
        Refusal(["show", "t-aab"], 1, "no issue found matching \"t-aab\"", "Did you mean `t-aaa`?"),
        Refusal(["show"], 2, "at least one issue ID is required"),
        Refusal(["create"], 2, "title required"),
        Refusal(["create", ""], 2, "title is required"),
        Refusal(["create", "x", "-p", "9"], 2, "invalid argument \"9\" for \"-p, --priority\" flag"),
        Refusal(["create", "x", "-p", "high"], 2, "not words like high/medium/low"),
        Refusal(["create", "x", "-t", "nonsense"], 2, "invalid issue type \"nonsense\""),
        Refusal(["create", "x", "-t", "tsak"], 2, "invalid issue type \"tsak\"", "Did you mean `task`?"),
        Refusal(["create", "x", "--parent", "t-none"], 1, "parent issue t-none not found; nothing was created"),
        Refusal(["create", "x", "--id", "other-1"], 1, "prefix mismatch: database uses 't-'", "--force"),
        Refusal(["create", "x", "--id", "t-aaa"], 1, "t-aaa is there already; nothing was created", "bd update t-aaa"),
        Refusal(
            ["create", "x", "--id", "t-AAA"],
            1,
            "t-AAA differs from t-aaa, which is there, only in",
            "bd show t-aaa"
        ),
        Refusal(["create", "x", "--deps", "blocks:t-none"], 1, "no issue found matching \"t-none\""),
        Refusal(["create", "x", "--deps", "external:a:b"], 2, "unknown dependency type \"external\""),
        Refusal(["create", "x", "--metadata", "{bad"], 2, "invalid JSON in --metadata"),
        Refusal(["update", "t-aaa", "--metadata", "{bad"], 2, "invalid JSON in --metadata"),
        Refusal(["update", "t-aaa", "--metadata", "[1]"], 2, "must be an object"),
        Refusal(["update", "t-aaa", "--title", "T2", "--metadata", "@/nonexistent"], 1, "no such file"),
        Refusal(["create", "x", "--due", "notadate"], 2, "invalid --due \"notadate\"", "Examples"),
        Refusal(["create", "x", "--estimate", "-5"], 2, "estimate must be a non-negative number"),
        Refusal(["create", "x", "--mol-type", "swram"], 2, "invalid argument \"swram\" for \"--mol-type\" flag"),
        Refusal(["create", "x", "--ephemeral", "--wisp-type", "pong"], 2, "for \"--wisp-type\" flag"),
        Refusal(["list", "--mol-type", "x"], 2, "for \"--mol-type\" flag"),
        Refusal(["ready", "--mol-type", "x"], 2, "for \"--mol-type\" flag"),
        Refusal(["create", "--nosuch"], 2, "unknown flag: --nosuch"),
        Refusal(["create", "x", "--lables", "a"], 2, "unknown flag: --lables", "--labels"),
        Refusal(["update", "--priority", "1"], 2, "nothing was changed"),
        Refusal(["update", "t-aaa", "--status", "nonsense"], 2, "invalid status \"nonsense\""),
        Refusal(["update", "t-aaa", "--status", "clsoed"], 2, "invalid status \"clsoed\"", "Did you mean `closed`?"),
        Refusal(["update", "t-none", "--status", "open"], 1, "no issue found matching \"t-none\""),
        Refusal(["close"], 2, "nothing was closed"),
        Refusal(["reopen", "t-none"], 1, "no issue found"),
        Refusal(["label", "add", "t-aaa", ""], 2, "label cannot be empty"),
        Refusal(["label", "add", "t-aaa", "  "], 2, "label cannot be empty"),
        Refusal(["label", "add", "t-aaa", "a\nb"], 2, "a label is one line"),
        Refusal(["update", "t-aaa", "--add-label", " "], 2, "label cannot be empty"),
        Refusal(["update", "t-aaa", "--set-labels", "a, "], 2, "label cannot be empty"),
        Refusal(["create", "x", "-l", " sp , ,q"], 2, "label cannot be empty"),
        Refusal(["q", "x", "-l", "a\nb"], 2, "a label is one line"),
        Refusal(["comment", "t-aaa", ""], 2, "comment text cannot be empty"),
        Refusal(["dep", "add", "t-aaa", "t-aaa"], 2, "t-aaa cannot depend on itself"),
        Refusal(["dep", "add", "t-aaa", "t-none"], 1, "no issue found matching \"t-none\""),
        Refusal(["list", "--status", "opne"], 2, "invalid status \"opne\"", "Did you mean `open`?"),
        Refusal(["list", "--status", ""], 2, "--status names no state"),
        Refusal(["count", "--status", ""], 2, "--status names no state"),
        Refusal(["list", "--pinned", "--no-pinned"], 2, "exclude each other"),
        Refusal(["list", "--type", "nonsense"], 2, "invalid issue type"),
        Refusal(["list", "--sort", "nonsense"], 2, "expected one of priority, created"),
        Refusal(["sql", "SELECT 1; SELECT 2"], 2, "there is more than one statement"),
        Refusal(["sql", "SELECT 1; nonsense"], 2, "there is more than one statement"),
        Refusal(["sql", " -- nothing"], 2, "there is no statement"),
        Refusal(["list", "extra"], 2, "unexpected word \"extra\""),
        Refusal(["list", "--created-after", "notadate"], 2, "cannot parse time expression"),
        Refusal(["count", "--by-status", "--by-type"], 2, "only one --by-* flag"),
        Refusal(["search"], 2, "search query is required"),
        Refusal(["serach", "x"], 2, "unknown command \"serach\"", "bd search"),
        Refusal(["config", "get", "missing"], 1, "missing is not set"),
        Refusal(["config", "set", "status.custom", "open:active"], 2, "open is a built-in status"),
        Refusal(["config", "set", "types.custom", "[\"a\""], 2, "types.custom is no list"),
        Refusal(["config", "set", "types.custom", "good,Bad Type"], 2, "cannot name a type"),
        Refusal(["config", "set", "min_hash_length", "abc"], 2, "a number from 3 to 8"),
        Refusal(["config", "set", "max_collision_prob", "2"], 2, "a number from 0 to 1"),
        Refusal(["config", "set", "issue_id_mode", "counter"], 2, "identifiers are hashes here"),
        Refusal(["config", "set", "", "x"], 2, "a setting has a name"),
        Refusal(["import", "none.jsonl"], 1, "no such file"),
        Refusal(["export", "-o", "/nonexistent/dir/x.jsonl"], 1, "/nonexistent/dir"),
        Refusal(["init"], 1, "already initialized", "bd list"),
        Refusal(["create", "x", "--dry-run", "--parent", "t-none"], 1, "parent issue t-none not found"),
        Refusal(["create", "x", "--dry-run", "--id", "t-aaa"], 1, "t-aaa is there already; nothing was created"),
        Refusal(["create", "x", "--dry-run", "--deps", "t-none"], 1, "no issue found matching \"t-none\""),
        Refusal(["create", " \t"], 2, "title is required"),
        Refusal(["create", "two\nlines"], 2, "a title is one line"),
        Refusal(["update", "t-aaa", "--title", "two\nlines"], 2, "a title is one line"),
        Refusal(["q", " "], 2, "title is required"),
        Refusal(["list", "--id", "t-aab"], 1, "no issue found matching \"t-aab\"", "Did you mean `t-aaa`?"),
        Refusal(["count", "--id", "t-none"], 1, "no issue found matching \"t-none\""),
        Refusal(["dep", "tree", "t-aaa", "--status", "opne"], 2, "invalid status \"opne\"", "`open`"),
        Refusal(["list", "--exclude-type", "zz"], 2, "invalid issue type \"zz\""),
        Refusal(["ready", "--exclude-type", "zz"], 2, "invalid issue type \"zz\""),
        Refusal(["list", "--metadata-field", "a"], 2, "expected key=value", "--has-metadata-key a"),
        Refusal(["ready", "--metadata-field", "a"], 2, "expected key=value", "--has-metadata-key a"),
        Refusal(["list", "--format", "xml"], 2, "invalid --format \"xml\""),
        Refusal(["create", "x", "--deps", ":t-aaa"], 2, "invalid dependency \":t-aaa\""),
        Refusal(["dep", "add", "t-aaa", "t-bbb", "-t", "a b"], 2, "invalid --type \"a b\""),
        Refusal(["create", "x", "--waits-for-gate", "any-children"], 2, "--waits-for waits, which is missing"),
        Refusal(["create", "x", "--wisp-type", "ping"], 2, "--wisp-type is for --ephemeral issues"),
        Refusal(["list", "-a", "x", "--no-assignee"], 2, "exclude each other"),
        Refusal(["ready", "-a", "x", "--unassigned"], 2, "exclude each other"),
        Refusal(["search", "a", "--query", "b"], 2, "the text is given twice"),
        Refusal(["import", "-i", "x", "y"], 2, "the file is given twice"),
        Refusal(["sql", "select dolt_gc()"], 1, "`bd sql` only reads"),
        Refusal(["sql", "use other; select 1"], 1, "no database other: the one here is t"),
        Refusal(["--readonly", "create", "x"], 1, "operation 'create' is not allowed in read-only mode"),
        Refusal(["-C", "/nonexistent", "list"], 1, "no such folder"),
        Refusal(["--db", "/nonexistent/x.db", "list"], 1, "/nonexistent/x.db"),
    ]

    @Test(arguments: refusals)
    func isRefused(_ refusal: Refusal) {
        let before = bd.output("export", "--all")
        let run = bd(refusal.words)
        #expect(run.status == refusal.status)
        #expect(run.output.isEmpty)
        #expect(run.notes.hasPrefix("Error: ") && run.notes.contains(refusal.error), "\(run)")
        #expect(run.notes.contains("Hint: ") || refusal.hint.isEmpty, "\(run)")
        #expect(run.notes.contains(refusal.hint) || refusal.hint.isEmpty, "\(run)")
        #expect(bd.output("export", "--all") == before)
    }

    @Test func isOneObjectWithJSON() {
        #expect(
            bd.bd("show", "t-aab", "--json").description == """
                status: 1
                --- output
                {
                  "code": "not_found",
                  "error": "no issue found matching \\"t-aab\\"",
                  "hint": "Did you mean `t-aaa`?",
                  "schema_version": 1
                }
                --- notes

                """
        )
    }

    @Test func changesTheOthersInOneCommitHoweverManyAreRefused() throws {
        for id in ["t-ccc", "t-ddd", "t-eee"] { _ = bd.output("create", id, "--id", id, "--silent") }
        _ = bd.output("dep", "add", "t-aaa", "t-eee")
        _ = bd.output("dep", "add", "t-ccc", "t-eee")
        let before = try bd.versions
        let run = bd.bd("close", "t-aaa", "t-bbb", "t-ccc", "t-ddd")
        #expect(run.status == 1 && run.output.split(separator: "\n").count == 2, "\(run)")
        #expect(run.notes.contains("cannot close t-aaa") && run.notes.contains("cannot close t-ccc"), "\(run)")
        #expect(try bd.versions == before + 1)
        #expect(bd.output("count", "--status", "closed") == "2")
    }

    @Test func doesTheRestAndFails() throws {
        let run = bd.bd("update", "t-none", "t-aaa", "--priority", "1")
        #expect(
            run.description == """
                status: 1
                --- output
                ✓ Updated issue: t-aaa — Title t-aaa
                --- notes
                Error: no issue found matching "t-none"
                Hint: `bd list --all` shows every issue.

                """
        )
        #expect(bd.output("dep", "add", "t-bbb", "t-aaa").hasPrefix("✓ Added dependency: t-bbb"))
        let closing = bd.bd("close", "t-bbb", "t-aaa", "--json")
        #expect(closing.status == 1 && closing.output.contains("t-aaa") && !closing.output.contains("t-bbb"))
        let error = try JSON.parse(closing.notes)
        #expect(error["error"]?.string == "cannot close t-bbb: blocked by open issues [t-aaa]")
        #expect(error["code"]?.string == "refused" && error["hint"]?.string?.contains("--force") == true)
    }

    @Test func namesTheLineOfABadImport() {
        let text = "{\"id\":\"t-1\",\"title\":\"ok\"}\n{not json\n"
        let run = bd.bd("import", "-", input: text)
        #expect(run.status == 1 && run.notes.contains("line 2 of - is no issue; nothing was imported"), "\(run)")
        #expect(bd.output("count") == "2")
        let missing = bd.bd("import", "-", input: "{\"id\":\"t-1\"}\n")
        #expect(missing.notes.contains("it has no title"))
    }

    @Test func withoutALedgerSaysHowToMakeOne() throws {
        try Files.removeTree("\(bd.folder)/.beads")
        let run = bd.bd("list")
        #expect(run.status == 1 && run.notes.contains("no beads database found") && run.notes.contains("bd init"))
    }

    @Test(arguments: [
        "delete from issues", "insert into config values ('a','b')", "select dolt_commit('-Am','x')",
        "pragma journal_mode=off", "attach 'x' as y", "vacuum into 'y.db'", "create table x (y)", "drop table issues",
        "select load_extension('x')", "select dolt_branch('x')", "update issues set title='x'",
    ])
    func sqlOnlyReads(_ query: String) throws {
        let before = bd.output("export", "--all")
        let run = bd.bd("sql", query)
        #expect(run.status != 0 && run.output.isEmpty, "\(run)")
        #expect(bd.output("export", "--all") == before)
        #expect(!Files.exists("\(bd.folder)/y.db"))
    }
}

import Effects
import Foundation
import Host
import TestKit
import Testing
import Vocabulary

/// An action of the town that may be killed anywhere and is to reach the same end all the same.
struct Action: CustomTestStringConvertible, Sendable {
    /// What the numbered steps are called.
    let name: String
    let steps: [String]
    /// Makes what the action needs, apart from every other number; returns what it is about.
    let prepare: @Sendable (Workshop, Int) throws -> Subject
    /// What can be seen of the end, with names of this very run taken out.
    let facts: @Sendable (Workshop, Subject) throws -> String

    /// One run's own things.
    struct Subject {
        let words: [String]
        let place: String
        var variables: [String: String] = [:]
        /// The bead, rig or town that the run is about.
        let name: String
        /// Words of this run and what stands for them in facts.
        var masks: [String: String] = [:]
    }

    var testDescription: String { name }

    /// The facts without what differs from run to run.
    func end(_ shop: Workshop, _ subject: Subject) throws -> String {
        var text = try facts(shop, subject)
        for (word, mask) in subject.masks.sorted(by: { $0.key.count > $1.key.count }) {
            text = text.replacingOccurrences(of: word, with: mask)
        }
        text = text.replacing(#/@[0-9a-z]{10}/#, with: "@incarnation")
        text = text.replacing(#/mr-[0-9a-z]{10}/#, with: "mr-incarnation")
        return text
    }

    /// Says what of the end differs from what was expected; `nil` if nothing does.
    func difference(_ shop: Workshop, _ subject: Subject, from expected: String) throws -> String? {
        let found = try end(shop, subject)
        guard found != expected else { return nil }
        let (old, new) = (expected.components(separatedBy: "\n"), found.components(separatedBy: "\n"))
        return new.difference(from: old).map { change in
            switch change {
            case .insert(_, let line, _): "+ \(line)"
            case .remove(_, let line, _): "- \(line)"
            }
        }.joined(separator: "\n")
    }

    func call(_ shop: Workshop, _ subject: Subject, adding variables: [String: String] = [:]) throws -> Int32 {
        try outcome(shop, subject, adding: variables).status
    }

    func outcome(_ shop: Workshop, _ subject: Subject, adding variables: [String: String] = [:]) throws
        -> ProcessOutcome
    {
        try shop.outcome("gt", subject.words, in: subject.place, adding: subject.variables.merging(variables) { $1 })
    }

    static let all: [Action] = [install, rigAdd, sling, done, landing]

    /// The step after which all is done.
    var last: String? { steps.last { $0.hasPrefix(name) } }

    private static func steps(_ name: String, _ count: Int) -> [String] { (1...count).map { "\(name).\($0)" } }

    static let install = Action(
        name: "install",
        steps: steps("install", 10) + steps("init", 4),
        prepare: { _, number in
            Subject(
                words: ["install", "other\(number)", "--git"],
                place: "",
                name: "other\(number)",
                masks: ["other\(number)": "TOWN"]
            )
        },
        facts: { shop, subject in
            let hq = try shop.must("bd", "list", "--all", in: subject.name)
            return try shop.files(below: subject.name) + hq + shop.must("gt", "rig", "list", in: subject.name)
                + shop.git("log", "--format=%s", in: subject.name)
        }
    )

    static let rigAdd = Action(
        name: "rig add",
        steps: steps("rig add", 9) + steps("init", 4),
        prepare: { shop, number in
            let name = "yard\(number)"
            return Subject(
                words: ["rig", "add", name, "\(shop.folder)/shop.git", "--prefix", "y\(number)"],
                place: "town",
                name: name,
                masks: [name: "RIG", "y\(number)-": "P-", "\"y\(number)\"": "P"]
            )
        },
        facts: { shop, subject in
            let rig = "town/\(subject.name)"
            let registry = try shop.scratch.read("town/mayor/rigs.json").components(separatedBy: "\"\(subject.name)\"")
            let routes = try shop.scratch.read("town/.beads/routes.jsonl").split(separator: "\n")
                .filter { $0.contains("\"\(subject.name)\"") }
            return try [
                shop.files(below: rig), "registered \(registry.count - 1)", routes.joined(separator: "\n"),
                shop.git("for-each-ref", "--format=%(refname) %(objectname)", in: "\(rig)/.repo.git"),
                shop.git("worktree", "list", in: "\(rig)/.repo.git"),
                shop.must("bd", "list", "--all", in: rig),
                shop.rows("SELECT id, role, state FROM agents ORDER BY id", of: subject.name).joined(separator: "\n"),
                shop.scratch.files(in: "town/daemon/pending").joined(separator: "\n"),
            ].joined(separator: "\n--\n")
        }
    )

    static let sling = Action(
        name: "sling",
        steps: steps("sling", 4),
        prepare: { shop, number in
            let bead = try shop.create("Work \(number)")
            return Subject(
                words: ["sling", bead, "shop", "--agent", "waiter"],
                place: "town",
                name: bead,
                masks: [bead: "BEAD", "Work \(number)": "TITLE"]
            )
        },
        facts: { shop, subject in
            let bead = subject.name
            let seat = try #require(
                try shop.rows("SELECT name, state, branch, agent FROM agents WHERE hook = '\(bead)'", of: "shop").first
            )
            let name = String(seat.split(separator: ",")[0])
            let worktree = "town/shop/polecats/\(name)/shop"
            // Of an attempt that was killed there may be a record whose process has ended.
            try shop.wait(for: "the session sh-\(name) to be recorded") {
                try shop.rows("SELECT pid, start_time FROM wisp_processes WHERE session = 'sh-\(name)'", of: "hq")
                    .filter { shop.isAlive($0) }.count == 1
            }
            return try [
                seat, shop.rows("SELECT status, assignee FROM issues WHERE id = '\(bead)'", of: "shop").joined(),
                shop.git("status", "--branch", "--porcelain", in: worktree),
                shop.git("log", "--format=%s", in: worktree),
                "sessions \(shop.sessions().filter { $0 == "sh-\(name)" }.count)",
                shop.convoys(of: bead), shop.outbox(),
            ].joined(separator: "\n--\n").replacingOccurrences(of: name, with: "SEAT")
        }
    )

    static let done = Action(
        name: "done",
        steps: steps("done", 5),
        prepare: { shop, number in
            let bead = try shop.create("Done \(number)")
            try shop.must("gt", "sling", bead, "shop", "--agent", "waiter")
            let session = try shop.session(of: bead)
            let name = String((session["GT_ROLE"] ?? "").split(separator: "/").last ?? "")
            let worktree = "town/shop/polecats/\(name)/shop"
            try shop.must("gt", "prime", in: worktree, adding: session)
            try shop.scratch.write("\(number)\n", to: "\(worktree)/done\(number).txt")
            try shop.git("add", "-A", in: worktree)
            try shop.git("commit", "--quiet", "-m", "work", in: worktree)
            return Subject(
                words: ["done"],
                place: worktree,
                variables: session,
                name: bead,
                masks: [bead: "BEAD", "Done \(number)": "TITLE", name: "SEAT", "done\(number).txt": "FILE"]
            )
        },
        facts: { shop, subject in
            let bead = subject.name
            let name = String((subject.variables["GT_ROLE"] ?? "").split(separator: "/").last ?? "")
            try shop.wait(for: "the session to end") { try !shop.sessions().contains("sh-\(name)") }
            let request = "SELECT id, state, worker, branch, target, attempt FROM merge_requests WHERE bead = '\(bead)'"
            return try [
                shop.rows(request, of: "shop").joined(separator: "\n"),
                shop.rows("SELECT status, assignee FROM issues WHERE id = '\(bead)'", of: "shop").joined(),
                shop.rows("SELECT state, hook FROM agents WHERE name = '\(name)'", of: "shop").joined(),
                shop.git("status", "--branch", "--porcelain", in: subject.place),
                shop.git("log", "--format=%s", in: subject.place),
                shop.git("for-each-ref", "--format=%(refname)", "refs/heads/polecat/\(name)/\(bead)*", in: "shop.git"),
                shop.outbox(),
            ].joined(separator: "\n--\n")
        }
    )

    static let landing = Action(
        name: "landing",
        steps: steps("landing", 8),
        prepare: { shop, number in
            let done = try Action.done.prepare(shop, 1000 + number)
            #expect(try Action.done.call(shop, done) == 0)
            return Subject(
                words: ["refinery", "run", "shop", "--once"],
                place: "town",
                name: done.name,
                masks: done.masks
            )
        },
        facts: { shop, subject in
            let bead = subject.name
            let file = try #require(subject.masks.first { $0.value == "FILE" }?.key)
            let landed = """
                SELECT COUNT(*) FROM landings WHERE members LIKE '%\(bead)%' AND state = 'finished'
                """
            return try [
                shop.rows("SELECT state, target FROM merge_requests WHERE bead = '\(bead)'", of: "shop").joined(),
                shop.rows("SELECT status, assignee FROM issues WHERE id = '\(bead)'", of: "shop").joined(),
                shop.rows("SELECT label FROM labels WHERE issue_id = '\(bead)'", of: "shop").joined(),
                shop.rows(landed, of: "shop").joined(),
                shop.git("log", "--format=%s", "trunk", "--", file, in: "shop.git"),
                shop.git("for-each-ref", "refs/heads/polecat/*/\(bead)*", in: "shop.git"),
                shop.git("for-each-ref", "refs/heads/polecat/*/\(bead)*", in: "town/shop/.repo.git"),
                shop.git("status", "--porcelain", in: "town/shop/refinery/rig"),
                shop.convoys(of: bead), shop.outbox(),
            ].joined(separator: "\n--\n")
        }
    )
}

extension Workshop {
    /// The files below a folder that are not another program's own, not caches and not locks.
    func files(below place: String) -> String {
        let caches = [".git/", ".repo.git/", ".runtime/", "daemon/locks/", ".log", "ledger.db-"]
        return scratch.files(in: place).filter { file in
            !caches.contains { ("/" + file).contains("/" + $0) || file.hasSuffix($0) || file.contains("/" + $0) }
        }.joined(separator: "\n")
    }

    /// The state of the convoys that hold a bead.
    func convoys(of bead: String) throws -> String {
        let query = """
            SELECT i.title, i.status FROM issues i JOIN dependencies d ON d.source = i.id \
            WHERE d.target LIKE '%\(bead)%' AND i.issue_type = 'convoy'
            """
        return try "convoys: " + rows(query, of: "hq").joined(separator: "; ")
    }

    /// Whether the process of a row "pid, start time" runs.
    func isAlive(_ row: String) -> Bool {
        let parts = row.split(separator: ",").compactMap { Int($0) }
        return parts.count == 2 && ProcessIdentity(of: parts[0])?.startTime == parts[1]
    }

    /// What has not reached its ledger yet.
    func outbox() throws -> String { try "outbox: " + rows("SELECT kind FROM outbox", of: "shop").joined() }
}

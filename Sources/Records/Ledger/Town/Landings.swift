package import Basics
import JSON
import SQL
package import Vocabulary

/// What was tested together and is about to be pushed, or was; written before the push.
package struct LandingRecord: Hashable, Sendable {
    /// How far a landing has come.
    package enum State: String, Hashable, Sendable, CaseIterable {
        /// Tested; whether the push happened only the remote knows.
        case prepared
        /// On the remote, and its requests are closed.
        case landed
        /// Its branches are tidied up too: nothing is left to do.
        case finished
        /// Never reached the remote.
        case dropped
    }

    /// One request of a landing.
    package struct Member: Hashable, Sendable {
        package var request: BeadID
        package var bead: BeadID
        /// What the worker made.
        package var head: String
        /// The last commit that stands for it in the landing; the one before where it added nothing.
        package var commit: String

        package init(request: BeadID, bead: BeadID, head: String, commit: String) {
            self.request = request
            self.bead = bead
            self.head = head
            self.commit = commit
        }
    }

    /// A gate that was green on the landing's tree.
    package struct GateRun: Hashable, Sendable {
        package var name: String
        package var command: String

        package init(name: String, command: String) {
            self.name = name
            self.command = command
        }
    }

    package var id: String
    /// The branch, without `refs/heads/`.
    package var target: String
    /// The commit of the target that the stack was built on.
    package var base: String
    package var tip: String
    package var tree: String
    package var members: [Member]
    /// Empty where the owner waived them.
    package var gates: [GateRun]
    package var state: State
    package var createdAt: Timestamp
    package var updatedAt: Timestamp

    package init(
        id: String,
        target: String,
        base: String,
        tip: String,
        tree: String,
        members: [Member],
        gates: [GateRun]
    ) {
        self.id = id
        self.target = target
        self.base = base
        self.tip = tip
        self.tree = tree
        self.members = members
        self.gates = gates
        state = .prepared
        createdAt = Timestamp(seconds: 0)
        updatedAt = createdAt
    }

    init(row: Row) {
        self.init(
            id: row.text(0) ?? "",
            target: row.text(1) ?? "",
            base: row.text(2) ?? "",
            tip: row.text(3) ?? "",
            tree: row.text(4) ?? "",
            members: Self.members(row.text(5) ?? ""),
            gates: Self.gates(row.text(6) ?? "")
        )
        state = row.text(7).flatMap { State(rawValue: $0) } ?? .prepared
        createdAt = row.time(8) ?? Timestamp(seconds: 0)
        updatedAt = row.time(9) ?? createdAt
    }

    private static func members(_ text: String) -> [Member] {
        ((try? JSON.parse(text))?.array ?? []).compactMap { value in
            guard let request = value["request"]?.string, let bead = value["bead"]?.string else { return nil }
            return Member(
                request: BeadID(trusted: request),
                bead: BeadID(trusted: bead),
                head: value["head"]?.string ?? "",
                commit: value["commit"]?.string ?? ""
            )
        }
    }

    private static func gates(_ text: String) -> [GateRun] {
        ((try? JSON.parse(text))?.array ?? []).compactMap { value in
            guard let name = value["name"]?.string else { return nil }
            return GateRun(name: name, command: value["command"]?.string ?? "")
        }
    }

    var memberText: String {
        JSON.array(
            members.map {
                .object([
                    JSON.Member("request", .string($0.request.description)),
                    JSON.Member("bead", .string($0.bead.description)),
                    JSON.Member("head", .string($0.head)), JSON.Member("commit", .string($0.commit)),
                ])
            }
        ).text(.compact)
    }

    var gateText: String {
        JSON.array(
            gates.map {
                .object([
                    JSON.Member("name", .string($0.name)),
                    JSON.Member("command", .string(CredentialScan.redacted($0.command))),
                ])
            }
        ).text(.compact)
    }
}

extension Reader {
    /// The landing of that name.
    package func landing(_ id: String) throws -> LandingRecord? {
        try landings("WHERE id = ?1", [.text(id)]).first
    }

    /// The landings in some states, oldest first.
    package func landings(in states: [LandingRecord.State]) throws -> [LandingRecord] {
        let condition = Clause.any("state", of: states.map(\.rawValue))
        return try landings("WHERE \(condition.sql)", condition.values)
    }

    private func landings(_ condition: String, _ values: [Value]) throws -> [LandingRecord] {
        let columns = "id, target, base, tip, tree, members, gates, state, created_at, updated_at"
        let sql = "SELECT \(columns) FROM landings \(condition) ORDER BY created_at, id"
        return try database.rows(sql, values, LandingRecord.init(row:))
    }
}

extension Transaction {
    /// Writes down what is about to be pushed.
    package func prepare(_ landing: LandingRecord) throws {
        let places = (1...10).map { "?\($0)" }.joined(separator: ", ")
        try change(
            .versioned,
            "INSERT INTO landings VALUES (\(places))",
            [
                .text(landing.id), .text(landing.target), .text(landing.base), .text(landing.tip),
                .text(landing.tree), .text(landing.memberText), .text(landing.gateText),
                .text(LandingRecord.State.prepared.rawValue), .time(time), .time(time),
            ],
            isClean: true
        )
    }

    /// Moves a landing on; one that is no longer in `old` is refused.
    package func move(_ landing: LandingRecord, from old: LandingRecord.State, to new: LandingRecord.State) throws {
        let changed = try change(
            .versioned,
            "UPDATE landings SET state = ?3, updated_at = ?4 WHERE id = ?1 AND state = ?2",
            [.text(landing.id), .text(old.rawValue), .text(new.rawValue), .time(time)]
        )
        guard changed == 1 else {
            throw Problem(.conflict, "landing \(landing.id) is no longer \(old.rawValue); nothing was changed")
        }
    }
}

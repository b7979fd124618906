package import Basics
import SQL
package import Vocabulary

/// A seat or a service of the town: the typed side of an agent's bead.
package struct AgentRecord: Hashable, Sendable {
    /// What the one who sits here does; of a seat it is derived from hook and session elsewhere.
    package enum State: String, Hashable, Sendable, CaseIterable {
        case idle, spawning, working, done, stuck, escalated, running, nuked
    }

    /// The agent's bead, such as `gt-gastown-polecat-toast`.
    package var id: BeadID
    /// One of polecat, refinery, witness, mayor and the other roles.
    package var role: String
    package var rig: RigName?
    package var name: SeatName?
    package var state: State
    /// The bead on the hook.
    package var hook: BeadID?
    /// The occupation of the seat; kept after its end, so that a latecomer can be told.
    package var incarnation: Incarnation?
    /// The seat's copy of the bead's token.
    package var token: FencingToken
    package var branch: String?
    package var worktree: String?
    /// The name of the program that works here, such as claude or shell.
    package var agent: String?
    /// When the state last changed.
    package var since: Timestamp

    package init(id: BeadID, role: String, rig: RigName?, name: SeatName?, state: State = .idle, since: Timestamp) {
        self.id = id
        self.role = role
        self.rig = rig
        self.name = name
        self.state = state
        self.since = since
        token = FencingToken(0)
    }

    /// Where the agent is written to, `nil` for a record that says too little.
    package var address: Address? {
        switch (role, rig, name) {
        case ("polecat", let rig?, let name?): .polecat(rig, name)
        case ("crew", let rig?, let name?): .crew(rig, name)
        case ("witness", let rig?, _): .witness(rig)
        case ("refinery", let rig?, _): .refinery(rig)
        case ("dog", _, let name?): .dog(name)
        case ("boot", _, _): .boot
        default: Address(role)
        }
    }

    private static let columns =
        "id, role, rig, name, state, hook, incarnation, token, branch, worktree, agent, since"

    static func selection(_ condition: String) -> String {
        "SELECT \(columns) FROM agents \(condition) ORDER BY id"
    }

    init(row: Row) {
        self.init(
            id: BeadID(trusted: row.text(0) ?? ""),
            role: row.text(1) ?? "",
            rig: row.text(2).flatMap { RigName($0) },
            name: row.text(3).flatMap { SeatName($0) },
            state: row.text(4).flatMap { State(rawValue: $0) } ?? .idle,
            since: row.time(11) ?? Timestamp(seconds: 0)
        )
        hook = row.text(5).map { BeadID(trusted: $0) }
        incarnation = row.text(6).flatMap { Incarnation($0) }
        token = FencingToken(row.integer(7))
        branch = row.text(8)
        worktree = row.text(9)
        agent = row.text(10)
    }

    var values: [Value] {
        [
            .text(id.description), .text(role), .text(rig?.description), .text(name?.description),
            .text(state.rawValue), .text(hook?.description), .text(incarnation?.description),
            .integer(token.value), .text(branch), .text(worktree), .text(agent), .time(since),
        ]
    }
}

extension Reader {
    /// The agent of that bead.
    package func agent(_ id: BeadID) throws -> AgentRecord? {
        try database.first(
            AgentRecord.selection("WHERE id = ?1"),
            [.text(id.description)],
            AgentRecord.init(row:)
        )
    }

    /// The agents of a role, by bead.
    package func agents(role: String) throws -> [AgentRecord] {
        try database.rows(AgentRecord.selection("WHERE role = ?1"), [.text(role)], AgentRecord.init(row:))
    }

    /// Every agent of this ledger, by bead.
    package func allAgents() throws -> [AgentRecord] {
        try database.rows(AgentRecord.selection(""), [], AgentRecord.init(row:))
    }

    /// The agent that has `bead` on its hook.
    package func agent(holding bead: BeadID) throws -> AgentRecord? {
        try database.first(
            AgentRecord.selection("WHERE hook = ?1"),
            [.text(bead.description)],
            AgentRecord.init(row:)
        )
    }
}

extension Transaction {
    /// Writes the agent as it is given, new or over its old row.
    ///
    /// The agent's bead is made with its first row.
    package func put(_ agent: AgentRecord) throws {
        if try read.shelf(of: agent.id) == nil {
            var bead = Bead(id: agent.id, title: agent.name?.description ?? agent.role, at: time)
            bead.type = .agent
            bead.createdBy = actor.description
            try insert(bead)
            try addLabel("gt:agent", to: agent.id)
        }
        let places = (1...12).map { "?\($0)" }.joined(separator: ", ")
        try change(.versioned, "INSERT OR REPLACE INTO agents VALUES (\(places))", agent.values)
    }

    /// Strikes an agent and its bead.
    package func removeAgent(_ id: BeadID) throws {
        try change(.versioned, "DELETE FROM agents WHERE id = ?1", [.text(id.description)])
        if try read.shelf(of: id) != nil { try delete(id) }
    }
}

package import Effects
import Host
package import Layout
import Ledger
import Settings
package import Supervised
package import Vocabulary

/// The lives of agents and services in sessions: the one way to start one and to end one.
package struct Sessions: Sendable {
    /// What became of an order.
    package enum Started: Hashable, Sendable {
        case started(session: String)
        /// A session of the same occupation lives; nothing was done.
        case alreadyRunning(session: String)
    }

    package let town: TownLayout
    package let host: any SessionHost
    let effects: Effects
    /// This installation's `gt`.
    package let program: String

    /// `program` is the absolute path of the `gt` that sessions run.
    package init(town: TownLayout, host: any SessionHost, program: String, effects: Effects) {
        self.town = town
        self.host = host
        self.program = program
        self.effects = effects
    }

    /// All sessions, asked for once.
    package func list() throws -> [HostedSession] { try host.sessions() }

    /// Starts a session, unless one of the same occupation lives.
    ///
    /// A session of that name that belongs to another occupation is ended first. The program is
    /// recorded by its launcher inside the session, a moment after this returns.
    package func start(_ order: SessionOrder, _ supervision: Supervision) throws -> Started {
        let name = order.address.session(prefix: order.prefix)
        let call = try command(of: order, session: name)
        guard Files.isFolder(order.directory) else {
            throw SessionFault.noFolder(order.address, path: order.directory)
        }
        let isThere = try isHosted(name)
        if try isThere && serves(order.incarnation, of: order.address, supervision) {
            return .alreadyRunning(session: name)
        }
        if try isThere || !supervision.recorded(of: order.address).isEmpty {
            try end(order.address, prefix: order.prefix, supervision)
        }
        try host.start(name, running: call.words, in: order.directory, environment: call.environment)
        return .started(session: name)
    }

    /// Whether a session of exactly this occupation lives; of a service, whether any does.
    ///
    /// One that has just been started counts although its launcher has not recorded it yet.
    package func isRunning(
        _ address: Address,
        prefix: Prefix,
        _ incarnation: Incarnation?,
        _ supervision: Supervision
    ) throws -> Bool {
        try isHosted(address.session(prefix: prefix)) && serves(incarnation, of: address, supervision)
    }

    private func isHosted(_ name: String) throws -> Bool { try host.sessions().contains { $0.name == name } }

    /// Whether the session that is there is of that occupation.
    private func serves(_ incarnation: Incarnation?, of address: Address, _ supervision: Supervision) throws -> Bool {
        let records = try supervision.living(of: address)
        return records.isEmpty || records.contains { $0.incarnation == incarnation?.description }
    }

    /// Whether neither a session nor a recorded process of that seat or service is left.
    package func isVacant(_ address: Address, prefix: Prefix, _ supervision: Supervision) throws -> Bool {
        try supervision.living(of: address).isEmpty && !isHosted(address.session(prefix: prefix))
    }

    /// Ends everything that runs for an agent or service: its recorded process trees, its session.
    @discardableResult
    package func end(_ address: Address, prefix: Prefix, _ supervision: Supervision) throws -> Ending {
        // Dead records too: what a killed agent left behind is found through them.
        let ending = try supervision.end(supervision.recorded(of: address))
        try host.end(address.session(prefix: prefix))
        return ending
    }

    /// The last lines of what an agent's session shows.
    package func peek(_ address: Address, prefix: Prefix, lines: Int) throws -> String {
        let name = address.session(prefix: prefix)
        guard try isHosted(name) else {
            throw SessionFault.notRunning(address, session: name)
        }
        return try host.capture(name, lines: lines)
    }

    /// The program that shows an agent's session to a person, to be run in their terminal.
    package func attachment(_ address: Address, prefix: Prefix) throws -> ProcessCall {
        let name = address.session(prefix: prefix)
        guard try isHosted(name) else {
            throw SessionFault.notRunning(address, session: name)
        }
        return host.attachment(name)
    }

    private func command(of order: SessionOrder, session: String) throws
        -> (words: [String], environment: [String: String])
    {
        var environment = surroundings.variables(for: order, session: session, run: effects.makeUUID())
        var words: [String]
        switch order.work {
        case .service(let arguments): words = [program] + arguments
        case .agent(let plan):
            words = [try path(of: plan, environment["PATH"])] + plan.arguments
            if plan.preset?.readsClaudeSettings ?? false {
                let home = ClaudeHome(folder: "\(town.agentHome(AgentPreset.claude.name))/\(session)")
                try home.prepare(
                    worktree: order.directory,
                    userHome: effects.environment["HOME"],
                    key: environment["ANTHROPIC_API_KEY"]
                )
                if environment["CLAUDE_CONFIG_DIR"] == nil { environment["CLAUDE_CONFIG_DIR"] = home.folder }
                words += ["--settings", home.settingsFile, firstWords(order)]
            }
        }
        var launcher = [program, "session-exec", "--kind", order.kind.rawValue, "--session", session]
        if let incarnation = order.incarnation { launcher += ["--incarnation", incarnation.description] }
        return (launcher + [order.address.description, "--"] + words, environment)
    }

    private var surroundings: SessionEnvironment {
        SessionEnvironment(
            town: town,
            caller: effects.environment,
            programs: Files.parent(of: program),
            host: host.name
        )
    }

    /// Throws `AgentFault.notInstalled` for an agent whose program a session would not find.
    package func requireInstalled(_ plan: AgentPlan) throws(AgentFault) {
        _ = try path(of: plan, surroundings.searchPath(of: plan))
    }

    private func path(of plan: AgentPlan, _ path: String?) throws(AgentFault) -> String {
        if plan.command == "gt" { return program }
        guard let found = ProgramPath.find(plan.command, path: path), Files.isFile(found) else {
            throw .notInstalled(agent: plan.name, program: plan.command)
        }
        return found
    }

    private func firstWords(_ order: SessionOrder) -> String {
        let work = order.bead.map { " Your work is \($0)." } ?? ""
        return "You are \(order.address) in Gas Town.\(work) Run `gt prime` if you have not seen its text, then begin."
    }
}

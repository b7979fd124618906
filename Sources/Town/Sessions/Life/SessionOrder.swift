package import Supervised
package import Vocabulary

/// A session as it is ordered: who works where, for which occupation, with which program.
package struct SessionOrder: Sendable {
    /// What runs in it.
    package enum Work: Sendable {
        /// An agent by its plan.
        case agent(AgentPlan)
        /// A loop of this installation: what follows `gt` on its command line.
        case service([String])
    }

    package let address: Address
    /// The prefix of the agent's rig; any for agents of the town.
    package let prefix: Prefix
    package let directory: String
    package let work: Work
    package var kind: Duty.Kind = .agent
    package var incarnation: Incarnation?
    package var token: FencingToken?
    package var bead: BeadID?
    package var branch: String?
    /// A small number that no other seat of the rig has, such as for a port of its own.
    package var slot: Int?

    package init(_ address: Address, prefix: Prefix, in directory: String, _ work: Work) {
        self.address = address
        self.prefix = prefix
        self.directory = directory
        self.work = work
        if case .service = work { kind = .refinery }
    }
}

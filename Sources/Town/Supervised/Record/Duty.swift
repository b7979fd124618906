package import Vocabulary

/// What a process of the town is for, as its record says it.
package struct Duty: Hashable, Sendable {
    /// The sort of process, as the record spells it.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The program of a seat: a model or the shell agent.
        case agent
        case refinery
        case daemon
    }

    /// An address, or the word `daemon`.
    package let address: String
    package let kind: Kind
    /// The occupation it serves; services have none.
    package let incarnation: Incarnation?
    /// The tmux session it runs in.
    package let session: String?

    package init(_ kind: Kind, of address: String, incarnation: Incarnation? = nil, session: String? = nil) {
        self.kind = kind
        self.address = address
        self.incarnation = incarnation
        self.session = session
    }
}

package import Vocabulary

/// A rig as somebody asked for it, its name and prefix checked by themselves.
package struct RigRequest: Hashable, Sendable {
    package let name: RigName
    /// `nil` leaves it to be derived from the name.
    package let prefix: Prefix?
    /// An address or a path, as typed.
    package let remote: String
    /// The branch that work lands on; `nil` leaves it to the remote's HEAD.
    package let branch: String?

    /// Checks name and prefix; the remote is looked at when the rig is added.
    ///
    /// - Throws: ``RigFault``.
    package init(name: String, prefix: String? = nil, remote: String, branch: String? = nil) throws {
        guard let rig = RigName(name) else { throw RigFault.badName(name) }
        self.name = rig
        self.prefix = try prefix.map { text in
            let reason = "letters and digits, of which the first is a letter"
            guard let prefix = Prefix(text) else { throw RigFault.badPrefix(text, because: reason) }
            if let reason = prefix.unfitForRig { throw RigFault.badPrefix(text, because: reason) }
            return prefix
        }
        self.remote = remote
        self.branch = branch
    }
}

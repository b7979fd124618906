/// What became of one reference of a push.
package enum PushOutcome: Hashable, Sendable {
    case pushed
    /// The remote had it already.
    case upToDate
    /// The remote's branch is not where it was believed to be: somebody else was faster.
    case lostRace(text: String)
    /// A hook of the remote said no; `text` is what it wrote.
    case refusedByHook(text: String)
    /// The remote refused for another reason, such as a protected branch.
    case refused(text: String)
    case unreachable(text: String)
}

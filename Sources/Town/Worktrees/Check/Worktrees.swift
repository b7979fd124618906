package import Effects
package import Git

/// The worktrees of one repository: what they hold, keeping it, giving it back, removing them.
///
/// The one place that decides whether a worktree may go. A worktree is removed only with a receipt
/// that what it held is preserved; an error while looking means that it is not.
package struct Worktrees {
    let repository: Git
    let effects: Effects

    /// `repository` is git in the bare repository of the rig.
    package init(_ repository: Git, effects: Effects) {
        self.repository = repository.acting(as: GitIdentity(name: "gastown", email: "gastown@gastown.local"))
        self.effects = effects
    }

    /// Where the snapshots stand; a name and an occupation or a time follow.
    package static let snapshots = "refs/gt/snapshots/"
    /// Original commits of landed work, whose landing was proven, stand here for 30 days.
    package static let landed = "refs/gt/landed/"
}

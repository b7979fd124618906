import Git
import Ledger
import Vocabulary
import Worktrees

/// The last step of a landing: branches whose work is contained go, here and there.
struct BranchTidying {
    /// Git in the rig's bare repository.
    let repository: Git
    /// Off when the owner keeps the branches of landed work.
    let deletes: Bool

    /// The reference that keeps a worker's own commits.
    static func keptReference(_ request: BeadID) -> String { "\(Worktrees.landed)\(request)" }

    /// Keeps the commits of all members and removes their branches.
    ///
    /// A branch that has moved since is another one's work and stays. Returns whether nothing is
    /// left to do; what can be done later, such as a branch that a worktree is still on, is not.
    func run(_ landing: LandingRecord, branches: [BeadID: String]) throws -> Bool {
        var isDone = true
        let occupied = Set(try repository.worktrees().compactMap(\.branch))
        for member in landing.members {
            guard let head = GitHash(member.head) else { continue }
            if try repository.commit(head.description) != nil {
                try repository.update(Self.keptReference(member.request), to: head)
            }
            guard deletes, let branch = branches[member.request], branch != landing.target else { continue }
            if case .unreachable = try repository.deleteRemote(branch, expecting: head) { isDone = false }
            guard try repository.commit("refs/heads/\(branch)") == head else { continue }
            if occupied.contains(branch) {
                isDone = false
            } else {
                try repository.delete("refs/heads/\(branch)", from: head)
            }
        }
        return isDone
    }
}

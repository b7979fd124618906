import Git
import Vocabulary

/// Which blocks of a bead are finished, as the commits of its branch say.
///
/// The commit is the proof, because it comes with what the block did in one moment; comments are
/// for people.
struct BlockProgress {
    let worktree: Git
    let bead: BeadID
    /// The branch that the work is to land on.
    let target: String

    /// The last finished block and its commit; number 0 is the commit the work began from.
    struct Mark: Hashable, Sendable {
        let number: Int
        let commit: GitHash
    }

    private static let numberTrailer = "Gt-Block: "
    private static let beadTrailer = "Gt-Bead: "

    /// The mark of the worktree's HEAD.
    func mark() throws -> Mark {
        let start = try self.start()
        for commit in try worktree.commits("\(start)..HEAD") {
            if let number = number(in: commit.message) { return Mark(number: number, commit: commit.hash) }
        }
        return Mark(number: 0, commit: start)
    }

    /// The commit that the work began from.
    func start() throws -> GitHash {
        guard let upstream = try worktree.commit("refs/remotes/origin/\(target)"),
            let head = try worktree.commit("HEAD"), let start = try worktree.mergeBase(upstream, head)
        else { throw Problem(.environment, "the worktree \(worktree.directory) has nothing in common with \(target)") }
        return start
    }

    /// Commits all that a block left, be it nothing, as the proof that it ran.
    func commit(_ block: ShellBlock, of count: Int, title: String) throws {
        let message = """
            \(title)

            Block \(block.number) of \(count): \(block.firstLine)

            \(Self.beadTrailer)\(bead)
            \(Self.numberTrailer)\(block.number)

            """
        _ = try worktree.commitAll(message, allowEmpty: true)
    }

    private func number(in message: String) -> Int? {
        let lines = message.split(separator: "\n")
        guard lines.contains(Substring(Self.beadTrailer + bead.description)) else { return nil }
        return lines.last { $0.hasPrefix(Self.numberTrailer) }.flatMap { Int($0.dropFirst(Self.numberTrailer.count)) }
    }
}

import Git
import Ledger
import Vocabulary

/// The work of a batch, one upon the other, on top of the target.
struct Stack {
    struct Layer: Hashable {
        let work: Work
        let commit: GitHash
    }

    let base: GitHash
    private(set) var layers: [Layer] = []

    init(on base: GitHash) { self.base = base }

    /// The commit of the first `count` layers; that of the target for 0.
    func commit(_ count: Int) -> GitHash { count == 0 ? base : layers[count - 1].commit }

    /// Takes away what lies above the first `count` layers.
    mutating func cut(to count: Int) { layers.removeLast(layers.count - count) }

    /// Stacks `works`; a beginning that is the same as before stays as it is.
    ///
    /// Work that conflicts with the target itself is left out; the first that conflicts only with
    /// what lies below it ends the stack.
    mutating func build(_ works: [Work], with stacker: Stacker) throws -> Batch.Event {
        let same = zip(layers, works).prefix { $0.work == $1 }.count
        cut(to: same)
        var conflicts: [BeadID: [String]] = [:]
        for work in works.dropFirst(same) {
            let below = commit(layers.count)
            switch try stacker.lay(work, on: below) {
            case .laid(let commit): layers.append(Layer(work: work, commit: commit))
            case .conflict(let files):
                if below != base, case .laid = try stacker.lay(work, on: base) {
                    return .stacked(conflicts: conflicts, cut: work.request.id)
                }
                conflicts[work.request.id] = files
            }
        }
        return .stacked(conflicts: conflicts, cut: nil)
    }
}

import Arguments
package import Console
package import Ledger
import Stores
package import Vocabulary

/// A bead that was named on the command line, and the ledger it is at home in.
package struct NamedBead {
    package let ledger: Ledger
    package let id: BeadID

    package init(ledger: Ledger, id: BeadID) {
        self.ledger = ledger
        self.id = id
    }
}

extension CommandContext {
    /// The bead that a word means: its identifier, the identifier without the prefix, or, for
    /// reading, a part of it that no other bead has.
    ///
    /// - Throws: `ResolveFault` with near identifiers where there is none.
    package func bead(_ text: String, _ mode: Ledger.Mode = .reading) throws -> NamedBead {
        if mode == .writing { try refuseIfReadOnly() }
        let stores = try stores()
        if mode == .writing { stores.askForActor() }
        let ledger = try BeadID(text).map { try stores.ledger(of: $0, mode) } ?? stores.ledger(mode)
        let id = try mode == .reading ? ledger.read.resolve(text) : ledger.read.resolveExactly(text)
        return NamedBead(ledger: ledger, id: id)
    }

    /// The beads that some words mean, each once, in their order; what is not there goes to `problems`.
    package func beads(
        _ texts: [String],
        _ mode: Ledger.Mode = .reading,
        problems: inout Problems
    ) throws -> [NamedBead] {
        // A missing ledger is one error, not one for each word.
        if mode == .writing { try refuseIfReadOnly() }
        _ = try stores().ledger(mode)
        var known: Set<BeadID> = []
        return texts.compactMap { text in problems.collect { try bead(text, mode) } }
            .filter { known.insert($0.id).inserted }
    }

    /// Changes each bead that can be changed, all of a ledger in one write.
    ///
    /// `body` may run more than once, and refuses a bead before it changes it. What cannot be changed goes to
    /// `problems`; the others are changed and returned.
    package func change(
        _ beads: [NamedBead],
        _ verb: String,
        problems: inout Problems,
        _ body: (Transaction, BeadID) throws -> Void
    ) throws -> [NamedBead] {
        var changed: [NamedBead] = []
        for group in CommandContext.groups(beads) {
            var left = group.map(\.id)
            while !left.isEmpty {
                do {
                    try write(left, to: group[0].ledger, verb, body)
                    break
                } catch let refusals as Refusals {
                    // Nothing was written: the others once more, without what the refused ones may have begun.
                    problems.all += refusals.all.map { Problem(describing: $0.reason) }
                    left.removeAll { id in refusals.all.contains { $0.id == id } }
                } catch {
                    problems.all.append(Problem(describing: error))
                    left = []
                }
            }
            changed += group.filter { left.contains($0.id) }
        }
        return changed
    }

    /// The beads of one write that could not be changed.
    private struct Refusals: Error {
        var all: [(id: BeadID, reason: any Error)] = []
    }

    private func write(
        _ ids: [BeadID],
        to ledger: Ledger,
        _ verb: String,
        _ body: (Transaction, BeadID) throws -> Void
    ) throws {
        let names = ids.prefix(5).map(\.description).joined(separator: " ")
        let more = ids.count > 5 ? " and \(ids.count - 5) more" : ""
        _ = try write(to: ledger, "bd: \(verb) \(names)\(more)") { transaction in
            var refusals = Refusals()
            for id in ids {
                do { try body(transaction, id) } catch  where CommandContext.isAboutOneBead(error) {
                    refusals.all.append((id, error))
                }
            }
            if !refusals.all.isEmpty { throw refusals }
            return true
        }
    }

    /// Neighbours of one ledger together, in order.
    private static func groups(_ beads: [NamedBead]) -> [[NamedBead]] {
        var groups: [[NamedBead]] = []
        for bead in beads {
            if let last = groups.last?.first, last.ledger === bead.ledger {
                groups[groups.count - 1].append(bead)
            } else {
                groups.append([bead])
            }
        }
        return groups
    }

    /// Whether another bead of the same write may fare better.
    private static func isAboutOneBead(_ error: any Error) -> Bool {
        let kind = Problem(describing: error).kind
        return kind == .refused || kind == .conflict || kind == .notFound || kind == .usage
    }
}

import CommandKit
import Console
import Ledger
import Stores
import Vocabulary

extension CommandContext {
    /// The database in which a bead is that `ledger` does not have; `nil` where `ledger` has it, and where nobody has.
    func database(of id: BeadID, otherThan ledger: Ledger) throws -> String? {
        guard try ledger.read.shelf(of: id) == nil else { return nil }
        let place = try stores().place(of: id)
        guard place.file != ledger.path, try stores().ledger(at: place).read.shelf(of: id) != nil else { return nil }
        return place.database
    }

    /// Says that a tie out of its ledger holds nothing back, where one of that type would within it.
    ///
    /// `database` is the one that has the target; `nil` where that is no bead at all.
    func noteTie(from source: BeadID, to target: BeadID, in database: String?, _ type: EdgeType) {
        guard type.affectsReadiness, !options.quiet else { return }
        let place = database.map { "in the ledger \($0)" } ?? "in no ledger here"
        console.notes("Note: \(target) is \(place), so this tie (\(type)) does not hold \(source) back")
    }

    /// Refuses a bead of another ledger as a parent, or as something whose children are waited for: only one ledger can
    /// see to it.
    ///
    /// `database` is what ``database(of:otherThan:)`` says, `rest` what was not done, `hint` what to type instead.
    func refuseOther(_ id: BeadID, in database: String?, as type: EdgeType, rest: String, hint: String) throws {
        guard let database else { return }
        let rule: String
        switch type {
        case .parentChild: rule = "a parent and its children share one ledger"
        case .waitsFor: rule = "nothing can wait for the children of another ledger's issue"
        default: return
        }
        throw Problem(
            .refused,
            "\(id) is in the ledger \(database), and \(rule); \(rest)",
            hints: ["\(hint) notes that they have to do with each other."]
        )
    }
}

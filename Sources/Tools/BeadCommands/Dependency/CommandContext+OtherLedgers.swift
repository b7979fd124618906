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

    /// Refuses a bead of another ledger where it would decide about the work.
    ///
    /// `rule` is why it has to be in the same one, `rest` what was not done.
    func refuseOther(_ id: BeadID, than ledger: Ledger, _ rule: String, rest: String, hint: String) throws {
        guard let database = try database(of: id, otherThan: ledger) else { return }
        throw Problem(.refused, "\(id) is in the ledger \(database), and \(rule); \(rest)", hints: [hint])
    }
}

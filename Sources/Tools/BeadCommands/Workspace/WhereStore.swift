import Arguments
import CommandKit
import JSON
import Layout
import Ledger
import Stores
import Views
import Vocabulary

/// `bd where`: which ledger the commands of this folder mean.
struct WhereStore: RunnableCommand {
    static let name = "where"
    static let summary = "Show which ledger is used here"
    static let section = Section.ledger

    func run(in context: CommandContext) throws {
        let stores = try context.stores()
        let first = try stores.finder.beads()
        let place = try stores.here()
        let prefix = try stores.ledger().identity.prefix
        let redirect = first == place.beads ? nil : first.path
        var members = [
            JSON.Member("database", .string(place.database)),
            JSON.Member("database_path", .string(place.file)),
            JSON.Member("path", .string(place.beads.path)),
            JSON.Member("prefix", .string(prefix.description)),
        ]
        if let redirect { members.append(JSON.Member("redirected_from", .string(redirect))) }
        context.show(
            json: BeadObject.alone(members),
            text: {
                [place.beads.path] + (redirect.map { ["  redirected from: \($0)"] } ?? [])
                    + ["  prefix: \(prefix)", "  database: \(place.file)"]
            }
        )
    }
}

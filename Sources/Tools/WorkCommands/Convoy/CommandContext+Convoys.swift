import CommandKit
import Convoys
import Ledger
import Stores
import Vocabulary

extension CommandContext {
    /// The convoys of the town that is meant.
    func convoys() throws -> ConvoyBook { try ConvoyBook(of: stores()) }

    /// Writes to the town's convoys as the caller.
    func changeConvoys<R: LandedValue>(_ message: String, _ body: (ConvoyChanges) throws -> R) throws -> R {
        try refuseIfReadOnly()
        let stores = try stores()
        stores.askForActor()
        let members = try MemberSource(stores)
        return try write(to: stores.hq(.writing), message) { try body(ConvoyChanges(in: $0, members: members)) }
    }

    /// A convoy as it is after a write.
    func convoy(written id: BeadID) throws -> Convoy {
        let stores = try stores()
        let book = ConvoyBook(read: try stores.hq(.writing).read, members: try MemberSource(stores))
        return try book.convoy(id.description)
    }

    /// The beads that some words mean.
    ///
    /// - Throws: `Problem` for a word that cannot be an id.
    func identifiers(_ words: [String]) throws -> [BeadID] {
        try words.map { word in
            guard let id = BeadID(word) else {
                throw Problem(
                    .usage,
                    "\"\(word)\" is no id of an issue; nothing was written",
                    hints: ["Give ids with their prefix, such as sh-a1b2c; `gt ready` shows some."]
                )
            }
            return id
        }
    }
}

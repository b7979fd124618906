package import Console
package import Effects
import Host
package import JSON
import Layout
package import Ledger
package import Stores
package import Vocabulary

/// What a running command has around it.
package final class CommandContext {
    package let console: Console
    package let effects: Effects
    package private(set) var options = GlobalOptions()
    /// The words that led to the command, the program's name first.
    package private(set) var path: [String] = []
    /// Where the command was started, or what `--directory` says; an absolute path.
    package private(set) var folder: String
    /// How parts of an action reach other ledgers; set by the program that has the rooms for it.
    package var handlers: (Stores) -> Deliveries = { _ in Deliveries() }
    private var opened: Stores?

    /// Nothing is opened until a command asks for it.
    package init(console: Console, effects: Effects, folder: String) {
        self.console = console
        self.effects = effects
        self.folder = folder
    }

    /// Takes over what the command line said.
    func prepare(_ options: GlobalOptions, path: [String]) throws {
        self.options = options
        self.path = path
        guard let directory = options.directory else { return }
        try enter(directory, for: "-C directory")
    }

    /// Goes on as if started in another folder; ledgers are looked for anew.
    package func enter(_ directory: String, for flag: String) throws {
        let path = PathText.absolute(directory, from: folder)
        guard Files.isFolder(path) else {
            throw Problem(.notFound, "cannot use \(flag) \"\(directory)\": there is no such folder")
        }
        // As the system tells the folder of a program: paths are compared, and a link would be another place.
        folder = (try? Files.realPath(path)) ?? path
        opened = nil
    }

    /// The ledgers around the command, opened as they are asked for.
    package func stores() throws -> Stores {
        if let opened { return opened }
        let named = try options.database.map { text -> BeadsFolder in
            let path = PathText.absolute(text, from: folder)
            guard Files.isFolder(path) else { throw Problem(.notFound, "no folder \(path) for --db") }
            return BeadsFolder(path: path)
        }
        let finder = StoreFinder(folder: folder, environment: effects.environment, named: named)
        let stores = Stores(finder: finder, effects: effects, actor: options.actor)
        opened = stores
        return stores
    }

    /// What brings outbox rows to the ledgers they are for.
    package func deliveries() throws -> Deliveries { handlers(try stores()) }

    /// The ledger of the folder, for reading.
    package func ledger() throws -> Ledger { try stores().ledger(.reading) }

    /// The ledger of the folder, for writing.
    package func writableLedger() throws -> Ledger {
        try refuseIfReadOnly()
        let stores = try stores()
        stores.askForActor()
        return try stores.ledger(.writing)
    }

    /// The ledger that a bead is at home in, for writing.
    package func writableLedger(of bead: BeadID) throws -> Ledger {
        try refuseIfReadOnly()
        let stores = try stores()
        stores.askForActor()
        return try stores.ledger(of: bead, .writing)
    }

    /// Refuses under `--readonly`, before anything is touched.
    package func refuseIfReadOnly() throws {
        guard options.readonly else { return }
        let name = path.dropFirst().joined(separator: " ")
        throw Problem(.refused, "operation '\(name)' is not allowed in read-only mode")
    }

    /// Writes once and durably as the caller; see `Ledger.transaction`.
    package func write<R: LandedValue>(
        to ledger: Ledger,
        _ message: String,
        _ body: (Transaction) throws -> R
    ) throws -> R {
        try ledger.transaction(as: stores().actor, effects.makeOperation(), message: message, body)
    }

    /// Finds out what a write would come to, and writes nothing; see `Ledger.rehearse`.
    package func rehearse<R>(on ledger: Ledger, _ body: (Transaction) throws -> R) throws -> R {
        try ledger.rehearse(as: stores().actor, effects.makeOperation(), body)
    }

    /// Shows a result in the form that was asked for; the other one is not made.
    package func show(json: @autoclosure () throws -> JSON, text: () throws -> [String]) rethrows {
        if options.json {
            console.output(try json())
        } else {
            for line in try text() { console.output(line) }
        }
    }

    /// Shows what a write did, its text unless `--quiet` was given.
    package func showDone(json: @autoclosure () throws -> JSON, text: () throws -> [String]) rethrows {
        guard options.json || !options.quiet else { return }
        try show(json: json(), text: text)
    }

    /// Shows a line that a success is told with, unless `--quiet` or `--json` was given.
    package func confirm(_ line: String) {
        if !options.json, !options.quiet { console.output(line) }
    }
}

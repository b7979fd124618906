import Arguments
import CommandKit
import Host
import JSON
import Layout
import Ledger
import Settings
import Stores
import Views
import Vocabulary

/// `bd init`: makes a ledger, or completes one whose making was cut short.
struct InitStore: RunnableCommand {
    static let name = "init"
    static let summary = "Make a ledger in this folder"
    static let details = """
        Writes only below `.beads`: no git hooks, no agent files, no commit. A run that was killed is completed by \
        the next one.

        There is no server to start: the ledger is a file. No flag makes it replace a ledger that is there.
        """
    static let section = Section.ledger

    @Option("prefix", "p", help: "What identifiers begin with; the folder's name otherwise")
    var prefix: Prefix?
    @Option("database", help: "Name of the database") var database: String?
    @Flag("skip-hooks", help: "Install no git hooks, as always") var skipHooks
    @Flag("skip-agents", help: "Write no agent files, as always") var skipAgents

    func run(in context: CommandContext) throws {
        try context.refuseIfReadOnly()
        let stores = try context.stores()
        let beads = stores.finder.chosen ?? BeadsFolder(in: context.folder)
        if let place = try existing(beads) { throw alreadyThere(place) }
        guard beads.hasUsualName else {
            throw Problem(
                .refused,
                "\(beads.path) is not called .beads; nothing was made, because a ledger's folder belongs to it alone",
                hints: ["Set BEADS_DIR to a folder named .beads, such as \(beads.path)/.beads"]
            )
        }
        try refuseWhatNobodyFinds(beads)
        let maker = StoreMaker(beads, effects: context.effects)
        let left = try maker.leftLedger(named: database)
        let prefix = prefix ?? left?.prefix ?? Prefix(folder: PathText.name(of: beads.owner))
        let outcome = try maker.make(database: left?.name ?? database ?? "\(prefix)", prefix: prefix, by: stores.actor)
        let place = outcome.place
        // Another call was faster.
        if case .found = outcome, try stores.ledger(at: place).identity.prefix != prefix {
            throw alreadyThere(place)
        }
        guard !context.options.quiet else { return }
        context.show(
            json: BeadObject.alone([
                JSON.Member("database_path", .string(place.file)),
                JSON.Member("path", .string(place.beads.path)),
                JSON.Member("prefix", .string(prefix.description)),
            ]),
            text: {
                [
                    "✓ Ledger made: \(place.file)", "  Identifiers look like \(prefix)-a1b",
                    "  `bd create \"…\"` makes the first issue.",
                ]
            }
        )
    }

    /// A ledger that commands in the folder would not use, because they are led to another one.
    private func refuseWhatNobodyFinds(_ beads: BeadsFolder) throws {
        if Files.exists(beads.redirectFile) {
            throw Problem(
                .conflict,
                "\(beads.path) is redirected to another ledger; nothing was made",
                hints: ["`bd where` shows which; without \(beads.redirectFile) a ledger can be made here."]
            )
        }
        guard let town = beads.town(isThere: Files.exists), beads != town.beads else { return }
        let name = PathText.name(of: beads.owner)
        let isRig = try RigName(name).map { try RigRegistry.read(town)[$0] != nil } ?? false
        guard !isRig else { return }
        throw Problem(
            .conflict,
            "\(beads.owner) is in the town \(town.root) and is no rig; nothing was made",
            hints: ["`gt rig add \(name) <url>` makes a project of the town.", "Outside of the town `bd init` works."]
        )
    }

    private func alreadyThere(_ place: StorePlace) -> Problem {
        Problem(
            .conflict,
            "this workspace is already initialized: \(place.beads)",
            causes: ["its ledger is \(place.file)"],
            hints: ["`bd list` shows what is in it."]
        )
    }

    /// The store that is finished already.
    private func existing(_ beads: BeadsFolder) throws -> StorePlace? {
        try BeadsMetadata.read(beads) == nil ? nil : StorePlace(beads)
    }
}

package import Effects
import Host
package import Layout
import Ledger
import Settings
package import Vocabulary

/// Makes stores and completes those that a killed `init` left half made.
package struct StoreMaker {
    /// What making came to.
    package enum Outcome: Hashable, Sendable {
        case made(StorePlace)
        /// A ledger was there that nothing pointed to yet.
        case completed(StorePlace)
        /// The store was finished already; nothing was touched.
        case found(StorePlace)

        package var place: StorePlace {
            switch self {
            case .made(let place), .completed(let place), .found(let place): place
            }
        }
    }

    let beads: BeadsFolder
    let effects: Effects
    let town: TownLayout?

    /// The store that `beads` is to name; inside a town its ledger lies in the town's `.dolt-data`.
    ///
    /// `town` says so for a town whose `town.json` is not written yet.
    package init(_ beads: BeadsFolder, town: TownLayout? = nil, effects: Effects) {
        self.beads = beads
        self.effects = effects
        self.town = town ?? beads.town(isThere: Files.exists)
    }

    var scope: LedgerScope { town == nil ? .project : .town }

    /// Makes the store, or completes or finds it; in each case it is finished on return.
    ///
    /// Works under a lock, makes the ledger under a draft's name, renames it and writes `metadata.json`
    /// last, so that no reader sees half a store. Writes nothing outside the folder and, in a town,
    /// outside the database's folder.
    ///
    /// - Throws: `Problem` when a ledger that is there has another prefix, or another process holds the lock for long.
    package func make(database: String, prefix: Prefix, by actor: Actor) throws -> Outcome {
        guard BeadsMetadata.isDatabase(database) else {
            throw Problem(.usage, "\(database) cannot name a database", hints: ["Letters, digits, `_` and `-` can."])
        }
        try effects.steps.run("init", 1) {
            try Files.makeFolders(beads.path)
            // The ledger must never be offered to a commit of the folder around it.
            if !Files.exists(beads.ignoreFile) { try Files.write("*\n", to: beads.ignoreFile) }
        }
        let lock = try FileLock.hold(beads.lockFile, limit: .seconds(30))
        defer { withExtendedLifetime(lock) {} }
        if let metadata = try BeadsMetadata.read(beads) {
            // A town that is being made has no town file yet, by which a finished one is found.
            guard let town else { return .found(try StorePlace(beads)) }
            let file = beads.ledger(metadata.database, in: town)
            return .found(StorePlace(beads: beads, metadata: metadata, file: file, town: town))
        }
        let file = beads.ledger(database, in: town)
        let wasThere = Files.exists(file)
        if !wasThere { try makeLedger(file, prefix: prefix, by: actor) }
        try removeDraft(file + ".draft")
        let identity = try Ledger(at: file, .reading, scope: scope, effects: effects).identity
        guard identity.prefix == prefix else {
            throw Problem(
                .conflict,
                "\(file) is there already, with the prefix \(identity.prefix) and not \(prefix)",
                hints: ["`bd init --prefix \(identity.prefix)` completes it as it is."]
            )
        }
        let metadata = BeadsMetadata(database: database, projectID: identity.project)
        try effects.steps.run("init", 4) { try metadata.write(beads) }
        let place = StorePlace(beads: beads, metadata: metadata, file: file, town: town)
        return wasThere ? .completed(place) : .made(place)
    }

    private func makeLedger(_ file: String, prefix: Prefix, by actor: Actor) throws {
        let folder = Files.parent(of: file)
        try Files.makeFolders(folder)
        let draft = file + ".draft"
        try removeDraft(draft)
        let identity = LedgerIdentity(
            project: makeUUID(),
            clone: makeUUID(),
            prefix: prefix,
            isTest: effects.environment["GT_TEST_STORES"] == "1"
        )
        do {
            try effects.steps.run("init", 2) {
                try Ledger.create(at: draft, identity, scope: scope, by: actor, effects: effects)
            }
            try effects.steps.run("init", 3) { try Files.rename(draft, to: file) }
        } catch {
            try? removeDraft(draft)
            throw error
        }
    }

    /// Removes a draft and what the engine keeps beside it; only under the lock.
    private func removeDraft(_ draft: String) throws {
        let folder = Files.parent(of: draft)
        let name = PathText.name(of: draft)
        for rest in [draft, "\(folder)/.\(name)-lock", draft + "-gc-tmp"] { try Files.remove(rest) }
    }

    /// A random UUID, version 4.
    private func makeUUID() -> String {
        var bytes = [effects.random(), effects.random()].flatMap { number in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt64($0)) }
        }
        bytes[6] = bytes[6] & 0x0f | 0x40
        bytes[8] = bytes[8] & 0x3f | 0x80
        let digits = bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
        let groups = [digits[0..<4], digits[4..<6], digits[6..<8], digits[8..<10], digits[10..<16]]
        return groups.map { $0.joined() }.joined(separator: "-")
    }
}

extension Prefix {
    /// The prefix that a folder's name gives when nobody names one.
    ///
    /// Dots in front and hyphens at the end are cut, what a prefix cannot hold becomes `_`, and a name that
    /// begins with neither letter nor `_` gets `bd_` in front.
    package init(folder name: String) {
        let kept = name.drop { $0 == "." }.utf8.map { byte -> UInt8 in
            switch byte {
            case 48...57, 65...90, 97...122, 95, 45: byte
            default: 95
            }
        }
        var text = String(decoding: kept.prefix(48), as: UTF8.self)
        while text.hasSuffix("-") { text.removeLast() }
        // Every prefix is accepted behind letters.
        self = Prefix(text) ?? Prefix("bd_" + text) ?? .fallback
    }

    private static let fallback: Prefix = {
        guard let prefix = Prefix("bd") else { preconditionFailure("`bd` is a prefix") }
        return prefix
    }()
}

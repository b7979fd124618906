package import Basics
import JSON
package import Layout

/// `daemon/collections.json`: the last collection of garbage in each ledger.
package struct CollectionRecord: Sendable {
    /// One ledger's last collection.
    package struct Entry: Hashable, Sendable {
        /// `nil` where none has been made yet and the size is the one first seen.
        package var at: Timestamp?
        /// Bytes of the file right afterwards.
        package var size: Int

        package init(at: Timestamp?, size: Int) {
            self.at = at
            self.size = size
        }
    }

    private var document: SettingsDocument

    /// Reads the file; one that is missing or broken counts as empty, since a collection more does no harm.
    package static func read(_ town: TownLayout) -> CollectionRecord {
        let read = try? SettingsDocument.read(town.collections)
        return CollectionRecord(document: read.flatMap { $0 } ?? SettingsDocument(path: town.collections))
    }

    /// The entry of a database.
    package subscript(_ database: String) -> Entry? {
        get {
            guard let value = document.root[database], let size = value["size"]?.int else { return nil }
            return Entry(at: value["at"]?.string.flatMap { Timestamp($0) }, size: size)
        }
        set {
            document.root[database] = newValue.map { ["at": .optional($0.at?.inSeconds), "size": .int($0.size)] }
        }
    }

    /// Writes the file in one step.
    package func write() throws { try document.write() }
}

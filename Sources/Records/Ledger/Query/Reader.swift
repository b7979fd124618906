import JSON
package import SQL
package import Vocabulary

/// What can be asked of a ledger; several reads see one state only inside a snapshot or a
/// transaction.
package struct Reader {
    package let database: Database

    init(database: Database) { self.database = database }

    /// The bead of that name on either shelf.
    package func bead(_ id: BeadID) throws -> Bead? {
        for shelf in Shelf.allCases {
            if let bead = try bead(id, on: shelf) { return bead }
        }
        return nil
    }

    /// Those of the beads that are there, in no order.
    func beads(_ ids: some Collection<BeadID>) throws -> [Bead] {
        guard !ids.isEmpty else { return [] }
        return try Shelf.inUse(database).flatMap { shelf in
            let sql = "SELECT \(Bead.columns) FROM \(Value.ids) CROSS JOIN \(shelf.beads) ON id = wanted"
            return try database.rows(sql, [.ids(ids)], Bead.init(row:))
        }
    }

    func bead(_ id: BeadID, on shelf: Shelf) throws -> Bead? {
        let sql = "SELECT \(Bead.columns) FROM \(shelf.beads) WHERE id = ?1"
        return try database.first(sql, [.text(id.description)], Bead.init(row:))
    }

    /// The shelf a bead stands on, `nil` for one that is not there.
    package func shelf(of id: BeadID) throws -> Shelf? {
        try Shelf.allCases.first { shelf in
            try database.value("SELECT 1 FROM \(shelf.beads) WHERE id = ?1", [.text(id.description)]) == .integer(1)
        }
    }

    /// What a landed operation returned, `nil` for one that has not landed.
    func landed(_ operation: OperationID) throws -> String? {
        for shelf in Shelf.allCases {
            let sql = "SELECT new_value FROM \(shelf.events) WHERE op_id = ?1 AND number = 0"
            if let found = try database.first(sql, [.text(operation.description)], { $0.text(0) ?? "" }) {
                return found
            }
        }
        return nil
    }
}

extension Value {
    /// Many identifiers as the first value of a statement that has ``ids`` among its tables.
    static func ids(_ ids: some Collection<BeadID>) -> Value {
        .text(JSON.array(ids.map { .string($0.description) }).text(.compact))
    }

    /// The identifiers as rows of one column, `wanted`; to be cross joined, so that the engine looks for each of them and
    /// does not walk the other table.
    static let ids = "(SELECT value AS wanted FROM json_each(?1))"
}

import SQL
package import Vocabulary

extension Reader {
    /// Who is told when a bead is complete, by address.
    package func watchers(of bead: BeadID) throws -> [Address] {
        let sql = "SELECT address FROM watchers WHERE bead = ?1 ORDER BY address"
        return try database.rows(sql, [.text(bead.description)]) { Address($0.text(0) ?? "") }.compactMap { $0 }
    }
}

extension Transaction {
    /// Adds a watcher; `false` where it is one already.
    @discardableResult
    package func watch(_ bead: BeadID, _ address: Address) throws -> Bool {
        let values: [Value] = [.text(bead.description), .text(address.description)]
        return try change(.versioned, "INSERT OR IGNORE INTO watchers VALUES (?1, ?2)", values) > 0
    }

    /// Takes a watcher away; `false` where it was none.
    @discardableResult
    package func unwatch(_ bead: BeadID, _ address: Address) throws -> Bool {
        let values: [Value] = [.text(bead.description), .text(address.description)]
        return try change(.versioned, "DELETE FROM watchers WHERE bead = ?1 AND address = ?2", values) > 0
    }
}

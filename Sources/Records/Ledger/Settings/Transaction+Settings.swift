import SQL
import Vocabulary

extension Transaction {
    /// Sets a setting of the project; `nil` takes it away.
    ///
    /// - Throws: `Problem` where the setting cannot say that.
    package func setConfig(_ key: String, _ value: String?) throws {
        let before = try read.statuses()
        if let value {
            try ProjectSetting.check(key, value)
            try change(.versioned, "INSERT OR REPLACE INTO config VALUES (?1, ?2)", [.text(key), .text(value)])
        } else {
            try change(.versioned, "DELETE FROM config WHERE key = ?1", [.text(key)])
        }
        if key == "status.custom" {
            forgetStatuses()
            try disturb(between: before, and: try statuses())
        }
    }

    /// Marks the beads whose state begins or ceases to mean "done".
    private func disturb(between before: StatusRules, and after: StatusRules) throws {
        let names = Set((before.custom + after.custom).map(\.name))
        for name in names where before.releases(name) != after.releases(name) {
            for shelf in Shelf.allCases {
                let sql = "SELECT id FROM \(shelf.beads) WHERE status = ?1"
                let ids = try database.rows(sql, [.text(name.rawValue)]) { BeadID(trusted: $0.text(0) ?? "") }
                unsettled.formUnion(ids)
            }
        }
    }
}

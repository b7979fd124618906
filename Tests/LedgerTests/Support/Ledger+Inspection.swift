import Foundation
import Ledger
import SQL
import TestKit
import Vocabulary

extension Ledger {
    /// The number of top-level beads of each prefix, counted anew.
    func trueCounts() throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for name in try names("SELECT id FROM issues") where BeadID(trusted: name).parentByName == nil {
            counts[String(name[..<(name.lastIndex(of: "-") ?? name.startIndex)]), default: 0] += 1
        }
        return counts
    }

    /// The first column of a query.
    func names(_ sql: String, _ values: [Value] = []) throws -> [String] {
        try read.database.rows(sql, values) { $0.text(0) ?? "" }
    }

    /// The number in the first column of the first row.
    func number(_ sql: String) throws -> Int { try read.database.first(sql) { $0.integer(0) } ?? 0 }

    /// How many version commits there are.
    func versions() throws -> Int { try number("SELECT count(*) FROM dolt_log") }

    /// Every row of every table that a write of beads touches, for comparison.
    func content() throws -> [String] {
        let tables = [
            "issues", "wisps", "dependencies", "wisp_dependencies", "labels", "wisp_labels", "comments",
            "wisp_comments", "events", "wisp_events", "metadata", "wisp_metadata", "config",
        ]
        return try tables.flatMap { table in
            let columns = try names("SELECT name FROM pragma_table_info('\(table)')").map { "quote(\($0))" }
            return try names("SELECT \(columns.joined(separator: " || ',' || ")) FROM \(table) ORDER BY 1")
                .map { "\(table): \($0)" }
        }
    }
}

extension Scratch {
    /// What a file of the folder holds, read as text; bytes that are none become other ones.
    func bytes(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: file(name))), as: UTF8.self)
    }
}

import SQL
package import Vocabulary

extension Reader {
    /// A setting of the project, `nil` where it is not set.
    package func config(_ key: String) throws -> String? {
        try database.first("SELECT value FROM config WHERE key = ?1", [.text(key)]) { $0.text(0) ?? "" }
    }

    /// Every setting, by key.
    package func allConfig() throws -> [(key: String, value: String)] {
        try database.rows("SELECT key, value FROM config ORDER BY key") { ($0.text(0) ?? "", $0.text(1) ?? "") }
    }

    /// The states of this project and what they mean.
    package func statuses() throws -> StatusRules { StatusRules(configured: try config("status.custom")) }

    /// What new identifiers begin with.
    package func prefix() throws -> Prefix {
        guard let prefix = try config("issue_prefix").flatMap({ Prefix($0) }) else {
            throw Problem(.conflict, "the ledger has no issue_prefix", hints: ["`bd config set issue_prefix <prefix>`"])
        }
        return prefix
    }

    /// The kinds that the project added to the built-in ones.
    package func customTypes() throws -> [BeadType] {
        (try config("types.custom").flatMap(ProjectSetting.words) ?? []).map { BeadType(rawValue: $0) }
    }

    /// The limits of the project: `min_hash_length`, `max_hash_length`, `max_collision_prob`.
    func identifierLimits() throws -> IDGenerator.Limits {
        var limits = IDGenerator.Limits()
        let sql =
            "SELECT key, value FROM config WHERE key IN ('max_collision_prob', 'max_hash_length', 'min_hash_length')"
        for (key, value) in try database.rows(sql, [], { ($0.text(0) ?? "", $0.text(1) ?? "") }) {
            switch key {
            case "min_hash_length": limits.shortest = ProjectSetting.length(value) ?? limits.shortest
            case "max_hash_length": limits.longest = ProjectSetting.length(value) ?? limits.longest
            default: limits.collision = ProjectSetting.chance(value) ?? limits.collision
            }
        }
        return limits
    }
}

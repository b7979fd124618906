import Arguments
import CommandKit
import Console
import JSON
import Layout
import Ledger
import Stores
import Views
import Vocabulary

/// `bd config`: the settings of a ledger.
struct Config: Command {
    static let name = "config"
    static let summary = "Settings of the ledger"
    static let section = Section.ledger
    static var subcommands: [any Command.Type] {
        [ConfigGet.self, ConfigSet.self, ConfigUnset.self, ConfigList.self]
    }
}

/// `bd config get`: one setting.
struct ConfigGet: RunnableCommand {
    static let name = "get"
    static let summary = "Print a setting"

    @Argument("key", help: "Name of the setting") var key: String

    func run(in context: CommandContext) throws {
        guard let value = try context.ledger().read.config(key) else {
            throw Problem(.notFound, "\(key) is not set", hints: ["`bd config list` shows what is."])
        }
        context.show(json: Setting.json(key, value)) { [value] }
    }
}

/// `bd config set`: changes one.
struct ConfigSet: RunnableCommand {
    static let name = "set"
    static let summary = "Change a setting"

    @Argument("key", help: "Name of the setting") var key: String
    @Argument("value", help: "Its value") var value: String

    func run(in context: CommandContext) throws {
        let value = key == "issue_prefix" ? Prefix(argument: value)?.description ?? value : value
        try ProjectSetting.check(key, value)
        let ledger = try context.writableLedger()
        if key == "issue_prefix", let town = try context.stores().here().town, "\(try ledger.read.prefix())" != value {
            throw Problem(
                .refused,
                "the ledgers of the town \(town.root) keep their prefixes: by them it finds where a bead is at home",
                hints: ["`gt rig list` shows the prefix of each."]
            )
        }
        _ = try context.write(to: ledger, "bd: config set \(key)") { transaction in
            try transaction.setConfig(key, value)
            return true
        }
        context.show(json: Setting.json(key, value)) { ["Set \(key) = \(value)"] }
    }
}

/// `bd config unset`: takes one away.
struct ConfigUnset: RunnableCommand {
    static let name = "unset"
    static let summary = "Take a setting away"

    @Argument("key", help: "Name of the setting") var key: String

    func run(in context: CommandContext) throws {
        guard key != "issue_prefix" else { throw Problem(.refused, "a ledger cannot be without issue_prefix") }
        let ledger = try context.writableLedger()
        let wasSet = try context.write(to: ledger, "bd: config unset \(key)") { transaction in
            let wasSet = try transaction.read.config(key) != nil
            if wasSet { try transaction.setConfig(key, nil) }
            return wasSet
        }
        let unchanged = wasSet ? [] : [JSON.Member("status", .string("unchanged"))]
        context.show(json: BeadObject.alone([JSON.Member("key", .string(key))] + unchanged)) {
            [wasSet ? "Unset \(key)" : "\(key) is not set; nothing to remove"]
        }
    }
}

/// `bd config list`: all of them.
struct ConfigList: RunnableCommand {
    static let name = "list"
    static let summary = "List all settings"

    func run(in context: CommandContext) throws {
        let settings = try context.ledger().read.allConfig()
        let members = settings.map { JSON.Member($0.key, .string($0.value)) }
        context.show(json: BeadObject.alone(members)) {
            ["", "Configuration:"] + settings.map { "  \($0.key) = \($0.value)" } + [""]
        }
    }
}

private enum Setting {
    static func json(_ key: String, _ value: String) -> JSON {
        BeadObject.alone([JSON.Member("key", .string(key)), JSON.Member("value", .string(value))])
    }
}

import Arguments
import CommandKit
import Console
import JSON
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
        let value = try Setting.checked(key, value)
        let ledger = try context.writableLedger()
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
        _ = try context.write(to: ledger, "bd: config unset \(key)") { transaction in
            try transaction.setConfig(key, nil)
            return true
        }
        context.show(json: BeadObject.alone([JSON.Member("key", .string(key))])) { ["Unset \(key)"] }
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

/// What settings may say.
private enum Setting {
    static func json(_ key: String, _ value: String) -> JSON {
        BeadObject.alone([JSON.Member("key", .string(key)), JSON.Member("value", .string(value))])
    }

    /// A list with commas, or a JSON array of texts.
    private static func words(_ text: String) throws(Misuse) -> [String] {
        guard text.hasPrefix("[") else {
            return text.split(separator: ",").map { part in
                let start = part.drop { $0 == " " }
                return String(start.reversed().drop { $0 == " " }.reversed())
            }
        }
        guard let array = (try? JSON.parse(text))?.array else { throw Misuse("types.custom is no list: \(text)") }
        return array.map { $0.string ?? "" }
    }

    private static func isWord(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 95 }
    }

    /// The value as it is stored.
    static func checked(_ key: String, _ value: String) throws -> String {
        switch key {
        case "": throw Misuse("a setting has a name")
        case "min_hash_length", "max_hash_length":
            guard let length = Int(value), (3...8).contains(length) else {
                throw Misuse("\(key) is a number from 3 to 8, not \"\(value)\"")
            }
        case "max_collision_prob":
            guard let chance = Double(value), (0...1).contains(chance) else {
                throw Misuse("\(key) is a number from 0 to 1, not \"\(value)\"")
            }
        case "types.custom":
            for type in try Setting.words(value) where !Setting.isWord(type) {
                throw Misuse(
                    "\"\(type)\" cannot name a type",
                    hints: ["Small letters, digits, `-` and `_`, in a list with commas."]
                )
            }
        case "issue_id_mode":
            guard value == "hash" else {
                throw Misuse("identifiers are hashes here; \"\(value)\" is no way to make them")
            }
        case "status.custom":
            if let fault = StatusRules.fault(in: value) { throw Misuse("status.custom: \(fault)") }
        case "issue_prefix":
            guard let prefix = Prefix(argument: value) else { throw Misuse("\"\(value)\" is no prefix") }
            return prefix.description
        default: break
        }
        return value
    }
}

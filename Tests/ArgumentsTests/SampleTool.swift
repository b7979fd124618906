import Arguments

/// A tool with every kind of parameter, for the tests of this room.
struct SampleTool: Command {
    static let name = "tool"
    static let summary = "Sample"
    static var subcommands: [any Command.Type] {
        [List.self, Dep.self, Liaise.self, Mail.self, Wait.self, Secret.self]
    }

    @Flag("json", help: "Print JSON") var json
    @Option("db", help: "Path of the database") var database: String?
    @Flag("version", "V", isLocal: true, help: "Print the version") var version

    struct List: Command {
        static let summary = "List what there is"
        static let aliases = ["ls"]
        @Option("priority", "p", help: "Priority") var priority: Int?
        @Option("status", "s", help: "State") var status = "open"
        @Option("label", "l", help: "Labels, all of them") var labels: [String]
        @Option("set", splits: .never, help: "Pair") var pairs: [String]
        @Option("description", "d", aliases: ["body"], help: "Text") var text: String?
        @Option("gate", bare: "all", help: "Gate") var gate: String?
        @Flag("tree", help: "As a tree") var tree = true
        @Flag("all", "a", help: "Closed ones too") var all
        @Flag("quiet", "q", help: "Less") var quiet
        @Flag("inner", isHidden: true, help: "For tests") var inner
        @Argument("id", help: "Ids") var ids: [String]

        var text1: String {
            let given = [priority.map { "p\($0)" }, text.map { "d\($0)" }, gate.map { "g\($0)" }].compactMap { $0 }
            return
                (given + [status] + labels.map { "l\($0)" } + pairs.map { "s\($0)" }
                + (tree ? [] : ["flat"]) + (all ? ["all"] : []) + (quiet ? ["quiet"] : []) + ids.map { "<\($0)>" })
                .joined(separator: " ")
        }
    }

    struct Dep: Command {
        static let summary = "Tie things together"
        static var subcommands: [any Command.Type] { [Add.self] }
        @Option("blocks", "b", help: "The blocked one") var blocks: String?
        @Argument("id", help: "One thing") var id: String?

        struct Add: Command {
            static let summary = "Add a tie"
            @Option("type", help: "Kind") var kind = Kind.blocks
            @Argument("from", help: "From") var from: String
            @Argument("to", help: "To") var to: String
        }
    }

    struct Liaise: Command {
        static let summary = "Talk to others"
        @Option("to", help: "To whom") var to: String
    }

    struct Mail: Command {
        static let summary = "Read mail"
        static var subcommands: [any Command.Type] { [Inbox.self, Send.self] }
        static var defaultSubcommand: (any Command.Type)? { Inbox.self }

        struct Inbox: Command {
            static let summary = "Show what came"
            @Flag("unread", help: "Only unread") var unread
            @Argument("who", help: "Whose") var who: String?
        }
        struct Send: Command { static let summary = "Send" }
    }

    struct Wait: Command {
        static let summary = "Wait"
        @Option("for", help: "How long") var time: Duration
        @Flag("a", "a", help: "A") var a
        @Flag("b", "b", help: "B") var b
        func validate() throws(Misuse) {
            if a && b { throw Misuse("--a and --b exclude each other") }
        }
    }

    struct Secret: Command {
        static let summary = "Hidden"
        static let isHidden = true
    }

    enum Kind: String, CaseIterable, ArgumentValue { case blocks, related }
}

/// The same, with beginnings of names accepted.
struct PrefixTool: Command {
    static let name = "tool"
    static let summary = "Sample"
    static let matchesPrefixes = true
    static var subcommands: [any Command.Type] { SampleTool.subcommands }
}

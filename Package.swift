// swift-tools-version: 6.2
import PackageDescription

/// What every target is built with: the sixth language mode, declared imports, no warnings.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// A library target in the folder of its storey (docs/modules.md).
func room(_ storey: String, _ name: String, uses: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: uses, path: "Sources/\(storey)/\(name)", swiftSettings: settings)
}

/// The tests of the target that `name` begins with.
func tests(_ name: String, uses: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: uses, path: "Tests/\(name)", exclude: exclude, swiftSettings: settings)
}

/// Where scripts/setup puts the engine of the ledger; an installed program looks beside itself first.
let engine = Context.environment["DOLTLITE_PREFIX"] ?? Context.packageDirectory + "/.deps/doltlite"

/// What tests share, beside them.
func support(_ name: String, uses: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: uses, path: "Tests/Support/\(name)", swiftSettings: settings)
}

let package = Package(
    name: "gastown",
    platforms: [.macOS(.v15)],
    targets: [
        // Ground: what any program needs
        room("Ground", "Arguments", uses: ["Basics", "Vocabulary"]),
        tests("ArgumentsTests", uses: ["Arguments"]),
        room("Ground", "Basics"),
        tests("BasicsTests", uses: ["Basics"]),
        room("Ground", "Console", uses: ["Arguments", "JSON", "Vocabulary"]),
        tests("ConsoleTests", uses: ["Arguments", "Console", "Vocabulary"]),
        room("Ground", "Effects", uses: ["Basics", "Vocabulary"]),
        room("Ground", "JSON"),
        tests("JSONTests", uses: ["JSON"]),
        room("Ground", "Vocabulary"),

        // Machine: this machine and the programs on it
        .target(
            name: "CDoltLite",
            path: "Sources/Machine/CDoltLite",
            cSettings: [.define("DOLTLITE_BUILD_PREFIX", to: "\"\(engine)\"")]
        ),
        tests("CDoltLiteTests", uses: ["CDoltLite"]),
        .target(name: "CSpawn", path: "Sources/Machine/CSpawn"),
        room("Machine", "Git", uses: ["Basics", "Effects", "Host", "Vocabulary"]),
        tests("GitTests", uses: ["Effects", "Git", "Host", "TestKit"]),
        room("Machine", "Host", uses: ["Basics", "CSpawn", "Effects", "Vocabulary"]),
        tests("HostTests", uses: ["Effects", "Host"]),
        room("Machine", "SQL", uses: ["CDoltLite", "Vocabulary"]),
        tests("SQLTests", uses: ["SQL", "TestKit", "Vocabulary"]),
        room("Machine", "Tmux", uses: ["Basics", "Effects", "Vocabulary"]),
        tests("TmuxTests", uses: ["Effects", "Host", "TestKit", "Tmux"]),

        // Records: what is written down
        room("Records", "Layout", uses: ["Basics", "Vocabulary"]),
        tests("LayoutTests", uses: ["Layout", "Vocabulary"]),
        room("Records", "Ledger", uses: ["Basics", "Effects", "JSON", "SQL", "Vocabulary"]),
        tests(
            "LedgerTests",
            uses: ["Basics", "Effects", "Host", "JSON", "Ledger", "LedgerKit", "SQL", "TestKit", "Vocabulary"]
        ),
        room("Records", "Settings", uses: ["Basics", "Host", "JSON", "Layout", "Vocabulary"]),
        tests("SettingsTests", uses: ["Basics", "Host", "JSON", "Layout", "Settings", "TestKit", "Vocabulary"]),
        room("Records", "Stores", uses: ["Effects", "Host", "Layout", "Ledger", "Settings", "Vocabulary"]),
        tests(
            "StoresTests",
            uses: ["Effects", "Host", "Layout", "Ledger", "Settings", "Stores", "TestKit", "Vocabulary"]
        ),
        room("Records", "Views", uses: ["Basics", "JSON", "Ledger", "Vocabulary"]),

        // Town: those who act
        room("Town", "Convoys", uses: ["Basics", "JSON", "Ledger", "Mail", "Stores", "Vocabulary"]),
        tests(
            "ConvoysTests",
            uses: ["Convoys", "Ledger", "LedgerKit", "Mail", "Stores", "TestKit", "TownKit", "Vocabulary"]
        ),
        room(
            "Town",
            "Dispatching",
            uses: [
                "Effects", "Git", "Host", "JSON", "Layout", "Ledger", "Polecats", "Sessions", "Settings", "Stores",
                "Supervised", "Vocabulary", "Worktrees",
            ]
        ),
        tests(
            "DispatchingTests",
            uses: [
                "Dispatching", "Effects", "Git", "Ledger", "LedgerKit", "Polecats", "TestKit", "TownKit", "Vocabulary",
                "Worktrees",
            ]
        ),
        room(
            "Town",
            "Doctor",
            uses: [
                "Basics", "Effects", "Git", "Host", "JSON", "Layout", "Ledger", "Rigs", "SQL", "Sessions", "Settings",
                "Stores", "Supervised", "Vocabulary",
            ]
        ),
        tests(
            "DoctorTests",
            uses: [
                "Basics", "Doctor", "Effects", "Host", "Layout", "Ledger", "Rigs", "Settings", "Stores", "TestKit",
                "TownKit", "Vocabulary",
            ]
        ),
        room("Town", "Mail", uses: ["Basics", "JSON", "Ledger", "Settings", "Stores", "Vocabulary"]),
        tests(
            "MailTests",
            uses: [
                "Basics", "Effects", "Ledger", "LedgerKit", "Mail", "SQL", "Stores", "TestKit", "TownKit", "Vocabulary",
            ]
        ),
        room(
            "Town",
            "Patrols",
            uses: [
                "Basics", "Convoys", "Dispatching", "Effects", "Host", "Layout", "Ledger", "Mail", "Polecats", "Rigs",
                "Sessions", "Settings", "Stores", "Supervised", "Vocabulary", "Worktrees",
            ]
        ),
        tests(
            "PatrolsTests",
            uses: [
                "Convoys", "Effects", "Git", "Host", "Layout", "Ledger", "Patrols", "Rigs", "Settings", "Stores",
                "TestKit",
                "TownKit",
                "Vocabulary", "Worktrees",
            ]
        ),
        room("Town", "Polecats", uses: ["Effects", "Git", "Host", "Layout", "Ledger", "Vocabulary"]),
        tests(
            "PolecatsTests",
            uses: [
                "Effects", "Git", "Host", "Layout", "Ledger", "LedgerKit", "Polecats", "TestKit", "TownKit",
                "Vocabulary",
            ]
        ),
        room(
            "Town",
            "Priming",
            uses: ["Basics", "Effects", "JSON", "Layout", "Ledger", "Polecats", "Settings", "Stores", "Vocabulary"]
        ),
        tests(
            "PrimingTests",
            uses: ["Basics", "Layout", "Ledger", "Polecats", "Priming", "Stores", "TestKit", "TownKit", "Vocabulary"]
        ),
        room(
            "Town",
            "Refinery",
            uses: [
                "Basics", "Convoys", "Effects", "Git", "Host", "Layout", "Ledger", "Mail", "Settings", "Vocabulary",
                "Worktrees",
            ]
        ),
        tests(
            "RefineryTests",
            uses: [
                "Basics", "Effects", "Git", "Host", "Layout", "Ledger", "LedgerKit", "Refinery", "Settings", "TestKit",
                "TownKit", "Vocabulary",
            ]
        ),
        room(
            "Town",
            "Rigs",
            uses: [
                "Effects", "Git", "Host", "JSON", "Layout", "Ledger", "Sessions", "Settings", "Stores", "Supervised",
                "Vocabulary", "Worktrees",
            ]
        ),
        tests(
            "RigsTests",
            uses: [
                "Effects", "Git", "Host", "Layout", "Ledger", "Rigs", "Sessions", "Settings", "Stores", "Supervised",
                "TestKit", "Tmux", "TownKit", "Vocabulary",
            ]
        ),
        room(
            "Town",
            "Sessions",
            uses: [
                "Effects", "Git", "Host", "JSON", "Layout", "Ledger", "Settings", "Supervised", "Tmux", "Vocabulary",
            ]
        ),
        tests(
            "SessionsTests",
            uses: [
                "Effects", "Host", "JSON", "Layout", "Ledger", "LedgerKit", "Sessions", "Settings", "Supervised",
                "TestKit", "Tmux", "TownKit", "Vocabulary",
            ]
        ),
        room(
            "Town",
            "ShellAgent",
            uses: [
                "Basics", "Effects", "Git", "Host", "Layout", "Ledger", "Mail", "Polecats", "Settings", "Vocabulary",
            ]
        ),
        tests(
            "ShellAgentTests",
            uses: [
                "Effects", "Git", "Ledger", "LedgerKit", "Polecats", "ShellAgent", "TestKit", "TownKit", "Vocabulary",
            ]
        ),
        room("Town", "Supervised", uses: ["Effects", "Host", "Layout", "Ledger", "Vocabulary"]),
        tests(
            "SupervisedTests",
            uses: ["Effects", "Host", "Layout", "Ledger", "LedgerKit", "Supervised", "TestKit", "Vocabulary"]
        ),
        room(
            "Town",
            "Towns",
            uses: [
                "Effects", "Git", "Host", "JSON", "Layout", "Ledger", "Rigs", "Sessions", "Settings", "Stores",
                "Supervised", "Vocabulary",
            ]
        ),
        tests(
            "TownsTests",
            uses: [
                "Effects", "Git", "Host", "Layout", "Ledger", "Rigs", "Sessions", "Settings", "Stores", "Supervised",
                "TestKit", "Tmux", "TownKit", "Towns", "Vocabulary",
            ]
        ),
        room("Town", "Worktrees", uses: ["Basics", "Effects", "Git", "Host", "JSON", "Vocabulary"]),
        tests(
            "WorktreesTests",
            uses: ["Basics", "Effects", "Git", "Host", "TestKit", "Vocabulary", "Worktrees"]
        ),

        // Tools: what people and agents type
        room(
            "Tools",
            "AgentCommands",
            uses: [
                "Arguments", "Basics", "CommandKit", "Console", "Dispatching", "Effects", "Git", "Host", "JSON",
                "Layout", "Ledger", "Mail", "Polecats", "Priming", "Sessions", "Settings", "ShellAgent", "Stores",
                "Supervised",
                "TownContext", "Vocabulary", "Worktrees",
            ]
        ),
        tests(
            "AgentCommandsTests",
            uses: [
                "AgentCommands", "Arguments", "CommandKit", "Console", "Effects", "JSON", "Layout", "Ledger", "Stores",
                "TestKit", "TownKit", "Vocabulary",
            ]
        ),
        room(
            "Tools",
            "BeadCommands",
            uses: [
                "Arguments", "Basics", "CommandKit", "Console", "Effects", "Host", "JSON", "Layout", "Ledger", "SQL",
                "Settings", "Stores", "Views", "Vocabulary",
            ]
        ),
        tests(
            "BeadCommandsTests",
            uses: [
                "BeadCommands", "CommandKit", "Effects", "Host", "JSON", "Layout", "Settings", "Stores", "TestKit",
                "Vocabulary",
            ]
        ),
        room(
            "Tools",
            "CommandKit",
            uses: [
                "Arguments", "Basics", "Console", "Effects", "Host", "JSON", "Layout", "Ledger", "Stores", "Vocabulary",
            ]
        ),
        room(
            "Tools",
            "TownCommands",
            uses: [
                "Arguments", "Basics", "CommandKit", "Console", "Doctor", "Effects", "Host", "JSON", "Layout", "Ledger",
                "Patrols", "Rigs", "SQL", "Sessions", "Settings", "Stores", "Supervised", "TownContext", "Towns",
                "Vocabulary",
            ]
        ),
        tests(
            "TownCommandsTests",
            uses: [
                "Arguments", "CommandKit", "Console", "Effects", "Host", "JSON", "Layout", "Settings", "TestKit",
                "TownCommands", "TownKit", "Vocabulary",
            ]
        ),
        room(
            "Tools",
            "TownContext",
            uses: [
                "Arguments", "Basics", "CommandKit", "Dispatching", "Effects", "Host", "Layout", "Ledger", "Mail",
                "Sessions", "Settings", "Stores", "Supervised", "Tmux", "Vocabulary",
            ]
        ),
        room(
            "Tools",
            "WorkCommands",
            uses: [
                "Arguments", "Basics", "CommandKit", "Console", "Convoys", "Dispatching", "Effects", "Git", "Host",
                "JSON", "Layout", "Ledger", "Mail", "Polecats", "Refinery", "Rigs", "Sessions", "Settings", "Stores",
                "TownContext", "Views", "Vocabulary", "Worktrees",
            ]
        ),
        tests(
            "WorkCommandsTests",
            uses: [
                "Arguments", "CommandKit", "Console", "Effects", "JSON", "Layout", "Ledger", "Mail", "Settings",
                "Stores", "TestKit", "TownKit", "Vocabulary", "WorkCommands",
            ]
        ),
        .executableTarget(
            name: "bd",
            dependencies: ["BeadCommands", "CommandKit", "Console", "Effects", "Host"],
            path: "Sources/Tools/bd",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "gt",
            dependencies: [
                "AgentCommands", "Arguments", "CommandKit", "Console", "Convoys", "Effects", "Host", "Mail", "Stores",
                "TownCommands", "WorkCommands",
            ],
            path: "Sources/Tools/gt",
            swiftSettings: settings
        ),

        // Tests/Support: what tests share
        tests("AcceptanceTests", uses: ["Effects", "Host", "JSON", "Layout", "TestKit", "Vocabulary", "bd", "gt"]),
        support("LedgerKit", uses: ["Effects", "Ledger", "TestKit", "Vocabulary"]),
        support("TestKit", uses: ["Basics", "Console", "Effects"]),
        tests("TestKitTests", uses: ["Basics", "Console", "Effects", "TestKit"]),
        support(
            "TownKit",
            uses: [
                "Effects", "Git", "Host", "Layout", "Ledger", "LedgerKit", "Polecats", "Sessions", "Settings", "Stores",
                "Supervised", "TestKit", "Tmux", "Vocabulary",
            ]
        ),
    ]
)

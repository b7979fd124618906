/// A program that can work in a session, and how it is spoken to.
package struct AgentPreset: Hashable, Sendable {
    package let name: String
    /// The program; the word `gt` means this installation's own.
    package let command: String
    package let arguments: [String]
    /// How the program's process may be called.
    package let processNames: [String]
    /// Reads a review and a description in prose; the shell agent does neither.
    package let isModel: Bool
    /// Is told what to do by hooks in a settings file and by its first argument.
    package let readsClaudeSettings: Bool
    /// Variables of the person who started the town that this program needs to be let in by its maker.
    package let passedOn: @Sendable (String) -> Bool

    package static func == (a: AgentPreset, b: AgentPreset) -> Bool { a.name == b.name }
    package func hash(into hasher: inout Hasher) { hasher.combine(name) }

    /// Claude Code.
    package static let claude = AgentPreset(
        name: "claude",
        command: "claude",
        arguments: ["--dangerously-skip-permissions"],
        processNames: ["node", "claude"],
        isModel: true,
        readsClaudeSettings: true,
        passedOn: isForClaude
    )

    /// The built-in worker that runs the `sh` blocks of its bead.
    package static let shell = AgentPreset(
        name: "shell",
        command: "gt",
        arguments: ["shell-agent"],
        processNames: ["gt"],
        isModel: false,
        readsClaudeSettings: false,
        passedOn: { _ in false }
    )

    package static let all: [AgentPreset] = [claude, shell]

    /// The preset of that name.
    package static func named(_ name: String) -> AgentPreset? { all.first { $0.name == name } }

    private static func isForClaude(_ variable: String) -> Bool {
        switch variable {
        case "ANTHROPIC_BASE_URL": false
        case "CLAUDE_CODE_USE_BEDROCK", "CLAUDE_CODE_USE_VERTEX", "CLAUDE_CODE_USE_FOUNDRY", "CLAUDE_CODE_OAUTH_TOKEN",
            "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy", "NODE_EXTRA_CA_CERTS",
            "CLAUDE_CODE_CLIENT_CERT", "CLAUDE_CODE_CLIENT_KEY":
            true
        default: variable.hasPrefix("ANTHROPIC_")
        }
    }
}

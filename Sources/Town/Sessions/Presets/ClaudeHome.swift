import Host
import JSON
import Vocabulary

/// A configuration folder of Claude Code that belongs to one session of the town.
///
/// It holds what a person has agreed to once (trust of the worktree, the theme screen), so that no
/// dialog comes up, and the hooks of the town. The user's own `~/.claude.json` is not written. Each
/// session has its own folder, because the program writes the file as well. What it holds may
/// vanish: it is completed before each start.
struct ClaudeHome {
    let folder: String

    /// The file for `--settings`.
    var settingsFile: String { "\(folder)/gastown-settings.json" }

    /// Completes the folder for a session in `worktree`.
    ///
    /// Only `worktree` is trusted. The user's own login, below `userHome`, is linked, not copied. `key`
    /// is that of the session's environment, if it has one: using it was the user's decision.
    func prepare(worktree: String, userHome: String?, key: String?) throws {
        try Files.makeFolders(folder, mode: 0o700)
        try Files.write(Self.settings.text(.indented) + "\n", to: settingsFile, mode: 0o600)
        let path = "\(folder)/.claude.json"
        // A file that cannot be read is made anew: it is a cache of decisions, nothing else.
        var state = (try? Files.text(at: path)).flatMap { try? JSON.parse($0) } ?? [:]
        if state.members == nil { state = [:] }
        state["hasCompletedOnboarding"] = true
        state["bypassPermissionsModeAccepted"] = true
        if state["theme"] == nil { state["theme"] = "dark" }
        if let key {
            // The program knows a key by its last twenty characters.
            let known: JSON = .string(String(key.suffix(20)))
            state["customApiKeyResponses"] = ["approved": .array([known]), "rejected": .array([])]
        }
        var projects = state["projects"] ?? [:]
        var project = projects[worktree] ?? [:]
        project["hasTrustDialogAccepted"] = true
        project["hasCompletedProjectOnboarding"] = true
        projects[worktree] = project
        state["projects"] = projects
        try Files.write(state.text(.indented) + "\n", to: path, mode: 0o600)
        try linkLogin(userHome)
    }

    private func linkLogin(_ userHome: String?) throws {
        guard let userHome else { return }
        let login = "\(userHome)/.claude/.credentials.json"
        let link = "\(folder)/.credentials.json"
        guard Files.isFile(login), !Files.exists(link) else { return }
        try Files.link(to: login, at: link)
    }

    /// The hooks: primed at the start and after compaction, messages at the beginning of each turn and between its steps,
    /// because a worker's only turn lasts as long as its work.
    private static var settings: JSON {
        func hook(_ command: String) -> JSON {
            [["matcher": "", "hooks": [["type": "command", "command": .string(command)]]]]
        }
        return [
            "hooks": [
                "SessionStart": hook("gt prime --hook"),
                "PreCompact": hook("gt prime --hook"),
                "UserPromptSubmit": hook("gt mail check --inject"),
                "PostToolUse": hook("gt mail check --inject --event PostToolUse"),
            ]
        ]
    }
}

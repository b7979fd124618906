package import Arguments

/// The commands of `gt` for those who work.
package enum AgentTools {
    package static var commands: [any Command.Type] {
        [
            Prime.self, MailCommand.self, NudgeCommand.self, Peek.self, SessionExec.self, SessionEnd.self,
            ShellWork.self,
        ]
    }
}

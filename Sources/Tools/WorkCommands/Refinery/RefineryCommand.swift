import Arguments
import CommandKit

/// `gt refinery`: the merge queue's worker.
struct RefineryCommand: Command {
    static let name = "refinery"
    static let aliases = ["ref"]
    static let summary = "Run a rig's refinery (the merge queue that tests before it lands)"
    static let details = """
        The refinery takes what `gt done` handed in, stacks it on the rig's branch, runs the gates of the rig's settings \
        on the tip and lands it when they are green. It is a loop without a model, in a session of its own.
        """
    static let section = HelpSection.work
    static var subcommands: [any Command.Type] {
        [
            RefineryStart.self, RefineryStop.self, RefineryStatus.self, RefineryAttach.self, RefineryRun.self,
        ]
    }

    init() {}
}

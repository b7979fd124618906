import Arguments
import Basics
import CommandKit
import Console
import Host
import JSON
import Layout
import Settings
import Vocabulary

/// `gt rig settings set`: changes one setting.
struct RigSettingsSet: RunnableCommand {
    static let name = "set"
    static let summary = "Change a setting of a rig"
    static let details = """
        The value is read as JSON where it is some and as a text otherwise. A gate is a command, or an object with `cmd` \
        and `timeout`: `merge_queue.gates.test "make test"`. What the settings could not mean is refused.
        """

    @Argument("rig", help: "The rig") var rig: RigName
    @Argument("setting", help: "Names with dots") var path: SettingsPath
    @Argument("value", help: "What it is to be") var value: String

    func run(in context: CommandContext) throws {
        try context.refuseIfReadOnly()
        guard RigSettings.knows(path) else {
            let names = RigSettings.names.map { $0.hasSuffix(".") ? $0 + "<name>" : $0 }
            let near = nearMatches(path.description, among: names)
            let all = names.joined(separator: ", ")
            throw Misuse(
                "there is no setting \(path)",
                hints: [near.isEmpty ? "Settings: \(all)" : "Did you mean `\(near[0])`?"]
            )
        }
        let settings = try context.changeSettings(of: rig) { settings in
            do { try settings.set(path, to: value) } catch {
                // The file is as it was: what is wrong was typed.
                var problem = Problem(describing: error)
                problem.kind = .usage
                problem.hints = ["`gt rig settings show \(rig)` shows what is set."]
                throw problem
            }
            if path.names.first == "agent", let agent = settings.agent { try context.requireAgent(agent, in: settings) }
        }
        context.showDone(json: settings.json) { ["✓ Set \(path) in \(rig)"] }
    }
}

/// `gt rig settings unset`: takes one setting away.
struct RigSettingsUnset: RunnableCommand {
    static let name = "unset"
    static let summary = "Take a setting of a rig away, so that its default holds"

    @Argument("rig", help: "The rig") var rig: RigName
    @Argument("setting", help: "Names with dots") var path: SettingsPath

    func run(in context: CommandContext) throws {
        try context.refuseIfReadOnly()
        let settings = try context.changeSettings(of: rig) { settings in
            guard try settings.unset(path) else { throw Problem(.notFound, "\(path) is not set in \(rig)") }
            if let agent = settings.agent, path.names == ["agents"] || path.names.starts(with: ["agents", agent]),
                (try? context.requireAgent(agent, in: settings)) == nil
            {
                throw Problem(
                    .conflict,
                    "\(agent) is the agent of \(rig); nothing was changed",
                    hints: ["`gt rig settings set \(rig) agent <name>` chooses another."]
                )
            }
        }
        context.showDone(json: settings.json) { ["✓ Took \(path) away from \(rig)"] }
    }
}

extension CommandContext {
    /// Changes the settings of a rig under a lock, so that two changes at once both stay.
    fileprivate func changeSettings(of rig: RigName, _ change: (inout RigSettings) throws -> Void) throws -> RigSettings
    {
        let layout = try rigLayout(rig)
        let lock = try FileLock.hold(layout.town.lock("settings"), limit: .seconds(10))
        defer { withExtendedLifetime(lock) {} }
        var settings = try RigSettings.read(layout)
        try change(&settings)
        try settings.write()
        // A queue that stands still for want of a gate goes on with it.
        Bell.ring(layout.refineryBell)
        return settings
    }
}

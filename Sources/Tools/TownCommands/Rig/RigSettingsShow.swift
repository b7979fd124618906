import Arguments
import CommandKit
import Console
import JSON
import Settings
import Vocabulary

/// `gt rig settings show`: the settings of a rig, or one of them.
struct RigSettingsShow: RunnableCommand {
    static let name = "show"
    static let aliases = ["get"]
    static let summary = "Show the settings of a rig, or one of them"

    @Argument("rig", help: "The rig") var rig: RigName
    @Argument("setting", help: "Names with dots; everything if left out") var path: SettingsPath?

    func run(in context: CommandContext) throws {
        let settings = try RigSettings.read(context.rigLayout(rig))
        guard let path else {
            context.console.output(settings.json)
            return
        }
        guard let value = settings.value(at: path) else {
            throw Problem(
                .notFound,
                "\(path) is not set in \(rig)",
                hints: ["`gt rig settings show \(rig)` shows what is."]
            )
        }
        context.show(json: value) { [value.string ?? value.text(.readable)] }
    }
}

import Arguments
import CommandKit
import Layout
import Settings
import Stores
import Vocabulary

/// `gt rig settings`: what a rig's owner may set.
struct RigSettingsGroup: Command {
    static let name = "settings"
    static let summary = "Show and change the settings of a rig"
    static let details = """
        A place in the settings is names with dots: `merge_queue.gates.test`. What is not known is kept as it is.
        """
    static var subcommands: [any Command.Type] {
        [RigSettingsShow.self, RigSettingsSet.self, RigSettingsUnset.self]
    }
}

/// A place in the settings, on the command line.
extension SettingsPath: ArgumentValue {
    package init?(argument: String) { self.init(argument) }
    package static var kind: String { "place in the settings such as merge_queue.gates.test" }
}

extension CommandContext {
    /// Where the rig of that name is.
    ///
    /// - Throws: `Problem` for a rig that is not there.
    func rigLayout(_ name: RigName) throws -> RigLayout {
        let rig = try stores().town().rig(name)
        _ = try RigIdentity.required(rig)
        return rig
    }
}

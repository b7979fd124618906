package import Arguments

/// The commands of places and services, and their heading.
package enum TownTools {
    package static var commands: [any Command.Type] {
        [
            TownInstall.self, TownUninstall.self, TownUp.self, TownDown.self, StatusShow.self, RigGroup.self,
            ConfigGroup.self, DoctorCommand.self, DaemonGroup.self, VersionShow.self,
        ]
    }
}

import CommandKit
import Console
import Convoys
import Effects
import Host
import Mail
import Stores

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `gt`, the program.
@main
enum Main {
    static func main() {
        Signals.ignoreBrokenPipes()
        let effects = Effects.live(environment: Effects.processEnvironment())
        let console = Console.live(environment: effects.environment)
        let context = CommandContext(console: console, effects: effects, folder: Folder.current)
        context.handlers = { stores in
            var deliveries = Deliveries()
            deliveries.registerMail()
            deliveries.registerConvoys { stores }
            return deliveries
        }
        exit(runTool(TownTool.self, Array(CommandLine.arguments.dropFirst()), in: context))
    }
}

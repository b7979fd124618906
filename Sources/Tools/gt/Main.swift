import CommandKit
import Console
import Effects
import Host

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
        exit(runTool(TownTool.self, Array(CommandLine.arguments.dropFirst()), in: context))
    }
}

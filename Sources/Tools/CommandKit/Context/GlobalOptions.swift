package import Arguments

/// What every command of a tool takes.
package struct GlobalOptions {
    @Flag("json", help: "Print JSON") package var json
    @Flag("quiet", "q", help: "Print nothing but results that were asked for and errors") package var quiet
    @Option("actor", help: "Who acts, instead of BEADS_ACTOR or git's user.name") package var actor: String?
    @Option("directory", "C", help: "Run as if started in this folder") package var directory: String?
    @Option("db", help: "The .beads folder to use") package var database: String?
    @Flag("readonly", help: "Refuse to write") package var readonly

    package init() {}
}

/// The root of a tool.
package protocol ToolRoot: Command {
    /// The parameters that all commands take.
    var globals: GlobalOptions { get }
}

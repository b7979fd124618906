package import Arguments

/// A command that receives its surroundings instead of reaching for them.
package protocol RunnableCommand: Command {
    /// Does the work: turns parameters into values, calls one operation, shows its result.
    func run(in context: CommandContext) throws
}

package import Arguments

/// A command that receives its surroundings instead of reaching for them.
package protocol RunnableCommand: Command where Context == CommandContext {}

import Arguments
import Console

/// Runs the command that `arguments` name, in `context`, and returns the exit status.
///
/// A word that only leads to others shows its help.
package func runTool<Root: ToolRoot>(_ root: Root.Type, _ arguments: [String], in context: CommandContext) -> Int32 {
    runTool(root, arguments, on: context.console) { command, filled, path in
        try context.prepare(filled.globals, path: path)
        guard try !run(command, in: context) else { return }
        context.console.write(type(of: command).help(path: path, root: root, columns: context.console.columns))
    }
}

/// Runs a command of ours, and tells whether it was one.
///
/// Asking for the type of its context is a comparison; asking for a conformance would search all those of the program.
private func run<C: Command>(_ command: C, in context: CommandContext) throws -> Bool {
    guard let context = context as? C.Context else { return false }
    try command.run(in: context)
    return true
}

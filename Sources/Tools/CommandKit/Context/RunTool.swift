import Arguments
import Console

/// Runs the command that `arguments` name, in `context`, and returns the exit status.
package func runTool(_ root: any ToolRoot.Type, _ arguments: [String], in context: CommandContext) -> Int32 {
    runTool(root, arguments, on: context.console) { command, root, path in
        if let root = root as? any ToolRoot { try context.prepare(root.globals, path: path) }
        if let runnable = command as? any RunnableCommand {
            try runnable.run(in: context)
        } else {
            context.console.write(
                type(of: command).help(path: path, root: type(of: root), columns: context.console.columns)
            )
        }
    }
}

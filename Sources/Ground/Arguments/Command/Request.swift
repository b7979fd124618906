/// What a command line asks for.
///
/// The parameters of `root` are the global ones, filled in where a command is to run; `path` the words that lead to
/// the command, the program's name first.
package enum Request<Root: Command> {
    case run(any Command, root: Root, path: [String])
    case help(any Command.Type, path: [String])
}

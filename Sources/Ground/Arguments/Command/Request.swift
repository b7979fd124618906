/// What a command line asks for.
///
/// The parameters of `root` are the global ones, filled in where a command is to run; `path` the words that lead to
/// the command, the program's name first.
package enum Request {
    case run(any Command, root: any Command, path: [String])
    case help(any Command.Type, root: any Command.Type, path: [String])
}

/// What a command line asks for.
///
/// `root` is the filled root, whose parameters are the global ones; `path` the words that lead to
/// the command, the program's name first.
package enum Request {
    case run(any Command, root: any Command, path: [String])
    case help(any Command.Type, root: any Command, path: [String])
}

/// A word on the command line, what it takes and what it is called.
///
/// The tree of commands is made of types: finding a command builds nothing but the one that is
/// found, so a program may have hundreds. A type with subcommands may take parameters and be run
/// itself, as `bd dep` is.
package protocol Command {
    /// What `run` receives; `Void` for a word that only leads to others.
    associatedtype Context = Void
    /// The word that is typed, such as `close`.
    static var name: String { get }
    /// Other words that mean the same.
    static var aliases: [String] { get }
    /// One line in the imperative, without a full stop.
    static var summary: String { get }
    /// Sentences shown by `--help` below the summary; wrapped, blank lines part paragraphs.
    static var details: String { get }
    /// The heading under which the parent's help lists this command.
    static var section: String { get }
    /// Whether help and near matches leave this command out.
    static var isHidden: Bool { get }
    /// The commands that may follow this word.
    static var subcommands: [any Command.Type] { get }
    /// The subcommand that is meant when none is named.
    static var defaultSubcommand: (any Command.Type)? { get }
    /// Whether an unambiguous beginning names a command; asked of the root, holds at every level.
    static var matchesPrefixes: Bool { get }

    /// An instance with nothing filled in yet.
    init()
    /// Refuses combinations of parameters that make no sense; called once all of them are filled.
    func validate() throws(Misuse)
    /// Does the work: turns parameters into values, calls one operation, shows its result.
    func run(in context: Context) throws
}

extension Command where Context == Void {
    package func run(in context: Void) {}
}

extension Command {
    package static var name: String { String(describing: Self.self).lowercased() }
    package static var aliases: [String] { [] }
    package static var details: String { "" }
    package static var section: String { "Commands" }
    package static var isHidden: Bool { false }
    package static var subcommands: [any Command.Type] { [] }
    package static var defaultSubcommand: (any Command.Type)? { nil }
    package static var matchesPrefixes: Bool { false }
    package func validate() throws(Misuse) {}
}

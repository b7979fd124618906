/// How a parameter looks from outside: for parsing, help and completion.
package struct Shape: Sendable {
    /// Where a parameter stands on the command line.
    package enum Place: Sendable, Hashable {
        /// By position; `atLeast` and `atMost` count words.
        case positional(atLeast: Int, atMost: Int)
        /// By name; `bare` is the value of the name alone, `nil` where a text must follow.
        case named(short: Character?, bare: String?)
    }

    package var name: String
    /// Other names that mean the same and are not shown.
    package var aliases: [String] = []
    package var place: Place
    package var help: String
    /// What help calls a value; empty for a switch.
    package var value = ""
    /// The value without the parameter, as help shows it; `nil` where there is none to speak of.
    package var initial: String?
    package var isHidden = false
    /// Whether a parameter of the root is not taken by its subcommands.
    package var isLocal = false
    /// Whether a named parameter must be given.
    package var isRequired = false
}

extension Shape {
    /// The parameter as errors name it.
    package var written: String {
        switch place {
        case .positional: "<\(name)>"
        case .named(let short?, _): "-\(short), --\(name)"
        case .named(nil, _): "--\(name)"
        }
    }

    /// Whether it is given by name.
    package var isNamed: Bool { if case .named = place { true } else { false } }
    var short: Character? { if case .named(let short, _) = place { short } else { nil } }
    var bare: String? { if case .named(_, let bare) = place { bare } else { nil } }

    func answers(to word: some StringProtocol) -> Bool { name == word || aliases.contains { $0 == word } }
}

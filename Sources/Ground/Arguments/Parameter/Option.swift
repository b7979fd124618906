/// `--name value`, `--name=value`, `-n value`, `-nvalue`, `-n=value`.
///
/// `Value` with an initial value may be left out, without one it must be given; `Value?` is `nil`
/// unless given; `[Value]` may come several times. With `bare`, the name alone stands for that
/// value, and another value must follow an equals sign, as in Go.
@propertyWrapper
package final class Option<Value>: Parameter {
    package let shape: Shape
    package private(set) var isGiven = false
    private var value: Value?
    private let add: (String?, Shape, Value?) throws(Misuse) -> Value

    /// Whether a list's texts hold one value each, or several between commas.
    package enum Splitting: Sendable { case atCommas, never }

    private init(
        _ shape: Shape,
        _ value: Value?,
        add: @escaping (String?, Shape, Value?) throws(Misuse) -> Value
    ) {
        self.shape = shape
        self.value = value
        self.add = add
        ParameterList.add(self)
    }

    /// One value with an initial one.
    package convenience init(
        wrappedValue: Value,
        _ name: String,
        _ short: Character? = nil,
        aliases: [String] = [],
        bare: String? = nil,
        isHidden: Bool = false,
        isLocal: Bool = false,
        help: String
    ) where Value: ArgumentValue {
        let shape = Shape(
            name: name,
            aliases: aliases,
            place: .named(short: short, bare: bare),
            help: help,
            value: Value.kind,
            initial: wrappedValue.word,
            isHidden: isHidden,
            isLocal: isLocal
        )
        self.init(shape, wrappedValue) { text, shape, _ throws(Misuse) in try .parsed(text, for: shape) }
    }

    /// One value that must be given.
    package convenience init(
        _ name: String,
        _ short: Character? = nil,
        aliases: [String] = [],
        bare: String? = nil,
        help: String
    ) where Value: ArgumentValue {
        let shape = Shape(
            name: name,
            aliases: aliases,
            place: .named(short: short, bare: bare),
            help: help,
            value: Value.kind,
            isRequired: true
        )
        self.init(shape, nil) { text, shape, _ throws(Misuse) in try .parsed(text, for: shape) }
    }

    /// One value, or `nil`.
    package convenience init<Some: ArgumentValue>(
        _ name: String,
        _ short: Character? = nil,
        aliases: [String] = [],
        bare: String? = nil,
        isHidden: Bool = false,
        isLocal: Bool = false,
        help: String
    ) where Value == Some? {
        let shape = Shape(
            name: name,
            aliases: aliases,
            place: .named(short: short, bare: bare),
            help: help,
            value: Some.kind,
            isHidden: isHidden,
            isLocal: isLocal
        )
        self.init(shape, .some(nil)) { text, shape, _ throws(Misuse) in try Some.parsed(text, for: shape) }
    }

    /// Any number of values.
    package convenience init<Some: ArgumentValue>(
        _ name: String,
        _ short: Character? = nil,
        aliases: [String] = [],
        bare: String? = nil,
        isHidden: Bool = false,
        splits: Splitting = .atCommas,
        help: String
    ) where Value == [Some] {
        let shape = Shape(
            name: name,
            aliases: aliases,
            place: .named(short: short, bare: bare),
            help: help,
            value: Some.kind + (splits == .atCommas ? "s" : ""),
            isHidden: isHidden
        )
        self.init(shape, []) { text, shape, value throws(Misuse) in
            guard let text, splits == .atCommas else { return try (value ?? []) + [.parsed(text, for: shape)] }
            var values = value ?? []
            for part in commaSeparated(text) { values.append(try .parsed(part, for: shape)) }
            return values
        }
    }

    /// The parsed value; reading a required one before parsing is a fault of the program.
    package var wrappedValue: Value {
        guard let value else { preconditionFailure("--\(shape.name) was read before it was parsed") }
        return value
    }

    /// The parameter itself, to ask whether it was given.
    package var projectedValue: Option<Value> { self }

    package func take(_ text: String?) throws(Misuse) {
        value = try add(text, shape, value)
        isGiven = true
    }
}

/// A word by position: `Value` is one word, `Value?` one that may be left out, `[Value]` as many as
/// are given.
@propertyWrapper
package final class Argument<Value>: Parameter {
    package let shape: Shape
    package private(set) var isGiven = false
    private var value: Value?
    private let add: (String, Shape, Value?) throws(Misuse) -> Value

    /// A word that must be there.
    package init(_ name: String, help: String) where Value: ArgumentValue {
        shape = Shape(name: name, place: .positional(atLeast: 1, atMost: 1), help: help)
        add = { text, shape, _ throws(Misuse) in try .parsed(text, for: shape) }
        ParameterList.add(self)
    }

    /// A word that may be left out.
    package init<Some: ArgumentValue>(_ name: String, help: String) where Value == Some? {
        shape = Shape(name: name, place: .positional(atLeast: 0, atMost: 1), help: help)
        value = .some(nil)
        add = { text, shape, _ throws(Misuse) in try Some.parsed(text, for: shape) }
        ParameterList.add(self)
    }

    /// All words that are left, as far as `atMost` goes.
    package init<Some: ArgumentValue>(_ name: String, atLeast: Int = 0, atMost: Int = .max, help: String)
    where Value == [Some] {
        shape = Shape(name: name, place: .positional(atLeast: atLeast, atMost: atMost), help: help)
        value = []
        add = { text, shape, value throws(Misuse) in try (value ?? []) + [.parsed(text, for: shape)] }
        ParameterList.add(self)
    }

    /// The parsed value; reading a required one before parsing is a fault of the program.
    package var wrappedValue: Value {
        guard let value else { preconditionFailure("\(shape.name) was read before it was parsed") }
        return value
    }

    /// The parameter itself, to ask whether it was given.
    package var projectedValue: Argument<Value> { self }

    package func take(_ text: String?) throws(Misuse) {
        value = try add(text ?? "", shape, value)
        isGiven = true
    }
}

/// `--name`, `--name=false`, `-n`, and several letters after one hyphen.
@propertyWrapper
package final class Flag: Parameter {
    package let shape: Shape
    package private(set) var isGiven = false
    package private(set) var wrappedValue: Bool

    /// A switch that is off unless `wrappedValue` says otherwise.
    package init(
        wrappedValue: Bool = false,
        _ name: String,
        _ short: Character? = nil,
        aliases: [String] = [],
        isHidden: Bool = false,
        isLocal: Bool = false,
        help: String
    ) {
        shape = Shape(
            name: name,
            aliases: aliases,
            place: .named(short: short, bare: "true"),
            help: help,
            initial: wrappedValue ? "true" : nil,
            isHidden: isHidden,
            isLocal: isLocal
        )
        self.wrappedValue = wrappedValue
        ParameterList.add(self)
    }

    /// The parameter itself, to ask whether it was given.
    package var projectedValue: Flag { self }

    package func take(_ text: String?) throws(Misuse) {
        wrappedValue = try .parsed(text, for: shape)
        isGiven = true
    }
}

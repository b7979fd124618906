/// A type that can be read from one word of the command line.
package protocol ArgumentValue {
    /// Reads the whole of `argument`, or fails.
    init?(argument: String)
    /// What help and errors call it, such as `int`.
    static var kind: String { get }
    /// The word that `init(argument:)` reads it from; asked without a search for how to print it, which would cost each
    /// call more than the rest of its command line.
    var word: String { get }
}

extension ArgumentValue where Self: CustomStringConvertible {
    package var word: String { description }
}

extension ArgumentValue {
    package static var kind: String { "string" }

    static func parsed(_ text: String?, for shape: Shape) throws(Misuse) -> Self {
        guard let text else { throw Misuse("flag needs an argument: --\(shape.name)") }
        guard let value = Self(argument: text) else {
            let place = shape.isNamed ? "\"\(shape.written)\" flag" : shape.written
            throw Misuse("invalid argument \"\(text)\" for \(place): expected \(kind)")
        }
        return value
    }
}

extension String: ArgumentValue {
    package init?(argument: String) { self = argument }
}

extension Int: ArgumentValue {
    /// As Go reads whole numbers: `0x`, `0o`, `0b` and a leading `0` name the base, `_` may part digits.
    package init?(argument: String) {
        let isSigned = argument.hasPrefix("-") || argument.hasPrefix("+")
        let sign = isSigned ? argument.prefix(1) : ""
        var digits = argument.dropFirst(sign.count).lowercased()[...]
        var base = 10
        if digits.utf8.count > 1, digits.first == "0" {
            let named = ["0x": 16, "0o": 8, "0b": 2][String(digits.prefix(2))]
            base = named ?? 8
            digits = digits.dropFirst(named == nil ? 1 : 2)
            // A `_` may follow the base, but only one.
            if digits.first == "_" { digits.removeFirst() }
        }
        let parts = digits.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ $0.first.map { $0.isLetter || $0.isNumber } ?? false }) else { return nil }
        self.init(sign + parts.joined(), radix: base)
    }
    package static var kind: String { "int" }
}

extension Double: ArgumentValue {
    package init?(argument: String) {
        guard let number = Double(argument), number.isFinite else { return nil }
        self = number
    }
    package static var kind: String { "float" }
}

extension Bool: ArgumentValue {
    package init?(argument: String) {
        switch argument {
        case "true", "True", "TRUE", "t", "T", "1": self = true
        case "false", "False", "FALSE", "f", "F", "0": self = false
        default: return nil
        }
    }
    package static var kind: String { "bool" }
}

extension ArgumentValue where Self: RawRepresentable, RawValue == String {
    package var word: String { rawValue }
    package init?(argument: String) { self.init(rawValue: argument) }
}

extension ArgumentValue where Self: RawRepresentable & CaseIterable, RawValue == String {
    package static var kind: String { "one of " + allCases.map(\.rawValue).joined(separator: ", ") }
}

/// A value that is bound to a statement or read from a row.
package enum Value: Hashable, Sendable {
    case null
    case integer(Int)
    case real(Double)
    case text(String)

    /// The text, or null.
    package static func text(_ text: String?) -> Value { text.map(Value.text) ?? .null }
    /// The number, or null.
    package static func integer(_ number: Int?) -> Value { number.map(Value.integer) ?? .null }
    /// The engine's form of a truth: 1 or 0.
    package static func bool(_ flag: Bool) -> Value { .integer(flag ? 1 : 0) }

    /// Whether both are stored alike: texts are compared by their bytes, not by how they look.
    package static func == (a: Value, b: Value) -> Bool {
        switch (a, b) {
        case (.null, .null): true
        case (.integer(let a), .integer(let b)): a == b
        case (.real(let a), .real(let b)): a == b
        case (.text(let a), .text(let b)): a.utf8.elementsEqual(b.utf8)
        default: false
        }
    }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByNilLiteral {
    package init(stringLiteral text: String) { self = .text(text) }
    package init(integerLiteral number: Int) { self = .integer(number) }
    package init(nilLiteral: ()) { self = .null }
}

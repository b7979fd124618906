/// A JSON text as a value that keeps the order of names and the digits of numbers.
///
/// Two numbers are equal when they are written alike: `1.0` is not `1`.
package enum JSON: Hashable, Sendable {
    /// One name and its value in an object.
    package struct Member: Hashable, Sendable {
        package var name: String
        package var value: JSON

        package init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }

    case null
    case bool(Bool)
    /// A number as it was written; whoever makes one by hand keeps to the grammar.
    case number(String)
    case string(String)
    case array([JSON])
    /// Names are unique in what ``parse(_:)-(String)`` returns.
    case object([Member])

    /// The number `value`.
    package static func int(_ value: some BinaryInteger) -> JSON { .number(String(value)) }

    /// The string `value`, or null where there is none.
    package static func optional(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }

    /// The strings `values` as an array.
    package static func strings(_ values: some Sequence<String>) -> JSON { .array(values.map(JSON.string)) }

    /// The value under `name`; `nil` if there is none or this is no object.
    ///
    /// Setting keeps the place of a name that is there and appends a new one; setting `nil` removes it.
    /// Setting on anything but an object replaces that by an object.
    package subscript(_ name: String) -> JSON? {
        get { members?.last { $0.name == name }?.value }
        set {
            var members = members ?? []
            let place = members.lastIndex { $0.name == name }
            switch (place, newValue) {
            case (let place?, let value?): members[place].value = value
            case (let place?, nil): members.remove(at: place)
            case (nil, let value?): members.append(Member(name, value))
            case (nil, nil): break
            }
            self = .object(members)
        }
    }

    package var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The number if it is a whole one that fits, however it is written (`12`, `12.0`, `1.2e1`).
    package var int: Int? {
        guard case .number(let digits) = self else { return nil }
        return Int(digits) ?? Double(digits).flatMap { Int(exactly: $0) }
    }

    package var double: Double? {
        if case .number(let digits) = self { Double(digits) } else { nil }
    }

    package var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    package var array: [JSON]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    package var members: [Member]? {
        if case .object(let members) = self { members } else { nil }
    }

    package var isNull: Bool { self == .null }

    /// What sort of value it is, for messages: `a string`, `an object`.
    package var kind: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

// No literal `nil`: where a value is optional it would stand for a null that is there.
extension JSON: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringInterpolation,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int) { self = .int(value) }
    package init(stringLiteral value: String) { self = .string(value) }
    package init(arrayLiteral elements: JSON...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements.map { Member($0, $1) }) }
}

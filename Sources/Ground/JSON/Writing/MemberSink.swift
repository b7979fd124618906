/// Takes the members of an object one after the other: a text that is being written, or a value that is being built.
///
/// Names are letters, digits and underscores, which no style escapes.
package protocol MemberSink {
    /// Takes a member that is a string.
    mutating func member(_ name: StaticString, _ text: String)
    /// Takes a member that is a string in which nothing is escaped.
    mutating func member(_ name: StaticString, plain text: some FixedText)
    /// Takes a member that is a whole number.
    mutating func member(_ name: StaticString, _ number: Int)
    /// Takes a member that is `true` or `false`.
    mutating func member(_ name: StaticString, _ isTrue: Bool)
    /// Takes a member of any kind.
    mutating func member(_ name: StaticString, _ value: JSON)
}

/// A short text that can be written in place; plain ASCII without marks that a style escapes.
package protocol FixedText {
    /// How many bytes it takes at most.
    var longest: Int { get }
    /// Writes the text and returns how many bytes it took; there is room for ``longest``.
    func write(to place: UnsafeMutablePointer<UInt8>) -> Int
}

extension FixedText {
    /// The text as a string.
    fileprivate var string: String {
        String(unsafeUninitializedCapacity: longest) { $0.baseAddress.map { write(to: $0) } ?? 0 }
    }
}

extension [JSON.Member]: MemberSink {
    package mutating func member(_ name: StaticString, plain text: some FixedText) { member(name, text.string) }
    package mutating func member(_ name: StaticString, _ text: String) { member(name, .string(text)) }
    package mutating func member(_ name: StaticString, _ number: Int) { member(name, .int(number)) }
    package mutating func member(_ name: StaticString, _ isTrue: Bool) { member(name, .bool(isTrue)) }
    package mutating func member(_ name: StaticString, _ value: JSON) { append(JSON.Member(name.description, value)) }
}

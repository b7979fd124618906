/// Writes a JSON text piece by piece, so that a long list never stands in memory.
///
/// The caller keeps the order (a name before each value in an object, as many ends as beginnings); the
/// writer adds commas, line breaks and escapes. ``finish()`` hands over what is left.
package struct JSONWriter {
    private let style: JSONStyle
    private let sink: ([UInt8]) -> Void
    private var buffer: [UInt8] = []
    /// For each open array or object, whether it holds something yet.
    private var levels: [Bool] = []
    private var followsName = false

    /// - Parameters:
    ///   - style: How the text is laid out.
    ///   - sink: Takes the text in pieces of about 64 kB, which may end inside a character.
    package init(_ style: JSONStyle = .indented, to sink: @escaping ([UInt8]) -> Void) {
        self.style = style
        self.sink = sink
        buffer.reserveCapacity(Self.piece + 4096)
    }

    /// Opens an array.
    package mutating func beginArray() { begin(UInt8(ascii: "[")) }

    /// Closes the array that was opened last.
    package mutating func endArray() { end(UInt8(ascii: "]")) }

    /// Opens an object.
    package mutating func beginObject() { begin(UInt8(ascii: "{")) }

    /// Closes the object that was opened last.
    package mutating func endObject() { end(UInt8(ascii: "}")) }

    /// Writes a name; its value must come next.
    package mutating func name(_ name: String) {
        separate()
        quote(name)
        buffer.append(UInt8(ascii: ":"))
        if style.indent != nil { buffer.append(UInt8(ascii: " ")) }
        followsName = true
    }

    /// Writes a whole value with all that is in it.
    package mutating func value(_ value: JSON) {
        switch value {
        case .null: raw("null")
        case .bool(let value): raw(value ? "true" : "false")
        case .number(let digits): raw(digits)
        case .string(let text): self.value(text)
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .object(let members):
            beginObject()
            for member in members { self.member(member.name, member.value) }
            endObject()
        }
    }

    /// Writes a string.
    package mutating func value(_ text: String) {
        separate()
        quote(text)
        flushIfFull()
    }

    /// Writes a whole number.
    package mutating func value(_ number: Int) { raw(String(number)) }

    /// Writes `true` or `false`.
    package mutating func value(_ isTrue: Bool) { raw(isTrue ? "true" : "false") }

    /// Writes a name and its value.
    package mutating func member(_ name: String, _ value: JSON) {
        self.name(name)
        self.value(value)
    }

    /// Writes a name and a string.
    package mutating func member(_ name: String, _ text: String) {
        self.name(name)
        value(text)
    }

    /// Writes a name and a whole number.
    package mutating func member(_ name: String, _ number: Int) {
        self.name(name)
        value(number)
    }

    /// Writes a name and `true` or `false`.
    package mutating func member(_ name: String, _ isTrue: Bool) {
        self.name(name)
        value(isTrue)
    }

    /// Ends a line between two texts of one stream, as JSONL has it.
    package mutating func endLine() {
        buffer.append(0x0a)
        flushIfFull()
    }

    /// Hands what is still held to the sink; more may follow.
    package mutating func finish() {
        if !buffer.isEmpty { sink(buffer) }
        buffer.removeAll(keepingCapacity: true)
    }

    private static let piece = 65_536

    private mutating func begin(_ mark: UInt8) {
        separate()
        buffer.append(mark)
        levels.append(false)
    }

    private mutating func end(_ mark: UInt8) {
        if levels.popLast() == true { breakLine() }
        buffer.append(mark)
        flushIfFull()
    }

    private mutating func raw(_ text: String) {
        separate()
        buffer.append(contentsOf: text.utf8)
        flushIfFull()
    }

    /// What stands before a value or name: a comma, a line break, or nothing behind a name.
    private mutating func separate() {
        if followsName {
            followsName = false
            return
        }
        guard let last = levels.indices.last else { return }
        if levels[last] { buffer.append(UInt8(ascii: ",")) }
        levels[last] = true
        breakLine()
    }

    private mutating func breakLine() {
        guard let indent = style.indent else { return }
        buffer.append(0x0a)
        buffer.append(contentsOf: repeatElement(0x20, count: indent * levels.count))
    }

    private mutating func flushIfFull() {
        if buffer.count >= Self.piece { finish() }
    }
}

// MARK: - Strings

extension JSONWriter {
    private mutating func quote(_ text: String) {
        buffer.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { bytes in
            // Most strings need no escape: runs between two escapes are copied whole.
            var start = 0
            var place = 0
            while place < bytes.count {
                // Between these two no byte is ever escaped: most letters end the look here.
                if bytes[place] > UInt8(ascii: "\\"), bytes[place] < 0xe2 {
                    place += 1
                    continue
                }
                let length = escapeLength(bytes, at: place)
                if length > 0 {
                    buffer.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<place]))
                    escape(bytes, at: place)
                    start = place + length
                }
                place += max(length, 1)
            }
            buffer.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
        }
        buffer.append(UInt8(ascii: "\""))
    }

    /// How many bytes at `place` one escape stands for; 0 if they are written as they are.
    @inline(__always)
    private func escapeLength(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Int {
        switch bytes[place] {
        case ..<0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"): return 1
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"): return style.escapesMarkup ? 1 : 0
        case 0xe2:
            // U+2028 and U+2029 end a line in JavaScript.
            let isSeparator =
                style.escapesMarkup && place + 2 < bytes.count && bytes[place + 1] == 0x80
                && bytes[place + 2] & 0xfe == 0xa8
            return isSeparator ? 3 : 0
        default: return 0
        }
    }

    private mutating func escape(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) {
        let byte = bytes[place]
        buffer.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): buffer.append(byte)
        case 0x08: buffer.append(UInt8(ascii: "b"))
        case 0x0c: buffer.append(UInt8(ascii: "f"))
        case 0x0a: buffer.append(UInt8(ascii: "n"))
        case 0x0d: buffer.append(UInt8(ascii: "r"))
        case 0x09: buffer.append(UInt8(ascii: "t"))
        case 0xe2: buffer.append(contentsOf: (bytes[place + 2] == 0xa8 ? "u2028" : "u2029").utf8)
        default:
            buffer.append(contentsOf: "u00".utf8)
            for digit in [byte >> 4, byte & 15] { buffer.append(digit < 10 ? 48 + digit : 87 + digit) }
        }
    }
}

extension JSON {
    /// Returns the value as text, without a line break at its end.
    package func text(_ style: JSONStyle = .indented) -> String {
        var bytes: [UInt8] = []
        withoutActuallyEscaping({ bytes.append(contentsOf: $0) }) { sink in
            var writer = JSONWriter(style, to: sink)
            writer.value(self)
            writer.finish()
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

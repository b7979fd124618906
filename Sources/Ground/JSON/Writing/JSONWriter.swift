/// Writes a JSON text piece by piece, so that a long list never stands in memory.
///
/// The caller keeps the order (a name before each value in an object, as many ends as beginnings); the
/// writer adds commas, line breaks and escapes. ``finish()`` hands over what is left.
package struct JSONWriter {
    private let style: JSONStyle
    private let sink: ([UInt8]) -> Void
    private var buffer = PieceBuffer()
    /// How many arrays and objects are open.
    private var depth = 0
    /// Whether the innermost of them holds something yet; those around it hold it.
    private var isFilled = false
    private var followsName = false

    /// - Parameters:
    ///   - style: How the text is laid out.
    ///   - sink: Takes the text in pieces of about 64 kB, which may end inside a character.
    package init(_ style: JSONStyle = .indented, to sink: @escaping ([UInt8]) -> Void) {
        self.style = style
        self.sink = sink
    }

    /// Opens an array.
    package mutating func beginArray() { begin("[") }

    /// Closes the array that was opened last.
    package mutating func endArray() { end("]") }

    /// Opens an object.
    package mutating func beginObject() { begin("{") }

    /// Closes the object that was opened last.
    package mutating func endObject() { end("}") }

    /// Writes a name; its value must come next.
    package mutating func name(_ name: String) {
        var name = name
        name.withUTF8 { name in
            put(atMost: 6 * name.count + 4) { [style] place in
                place.put(quoted: name, escapingMarkup: style.escapesMarkup)
                place.put(style.indent == nil ? ":" : ": ")
            }
        }
        followsName = true
    }

    /// Writes a whole value with all that is in it.
    package mutating func value(_ value: JSON) {
        switch value {
        case .null: raw("null")
        case .bool(let value): self.value(value)
        case .number(var digits): digits.withUTF8 { raw($0) }
        case .string(let text): self.value(text)
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .object(let members):
            beginObject()
            for member in members {
                name(member.name)
                self.value(member.value)
            }
            endObject()
        }
    }

    /// Writes a string.
    package mutating func value(_ text: String) {
        var text = text
        text.withUTF8 { text in
            put(atMost: 6 * text.count + 2) { [style] in $0.put(quoted: text, escapingMarkup: style.escapesMarkup) }
        }
        flushIfFull()
    }

    /// Writes a whole number.
    package mutating func value(_ number: Int) {
        put(atMost: 20) { $0.put(number) }
        flushIfFull()
    }

    /// Writes `true` or `false`.
    package mutating func value(_ isTrue: Bool) { raw(isTrue ? "true" : "false") }

    /// Ends a line between two texts of one stream, as JSONL has it.
    package mutating func endLine() {
        buffer.put(atMost: 1) { place in
            place.pointee = 0x0a
            return place + 1
        }
        flushIfFull()
    }

    /// Hands what is still held to the sink; more may follow.
    @inline(never)
    package mutating func finish() {
        if buffer.count > 0 { sink(buffer.take()) }
    }

    private mutating func begin(_ mark: StaticString) {
        put(atMost: 1) { $0.put(mark) }
        depth += 1
        isFilled = false
    }

    private mutating func end(_ mark: StaticString) {
        depth -= 1
        // Nothing goes between an opening mark and a closing one.
        let indent = isFilled ? style.indent.map { $0 * depth } : nil
        buffer.put(atMost: 2 + (indent ?? 0)) { start in
            var place = start
            if let indent {
                place.put(UInt8(ascii: "\n"))
                place.put(spaces: indent)
            }
            place.put(mark)
            return place
        }
        isFilled = true
        flushIfFull()
    }

    private mutating func raw(_ text: StaticString) {
        put(atMost: text.utf8CodeUnitCount) { $0.put(text) }
        flushIfFull()
    }

    private mutating func raw(_ bytes: UnsafeBufferPointer<UInt8>) {
        put(atMost: bytes.count) { $0.put(bytes) }
        flushIfFull()
    }

    /// Writes a value or a name with what stands before it: a comma, a line break, or nothing behind a name.
    @inline(__always)
    private mutating func put(atMost room: Int, _ fill: (inout UnsafeMutablePointer<UInt8>) -> Void) {
        let isSeparated = depth > 0 && !followsName
        let indent = isSeparated ? style.indent.map { $0 * depth } : nil
        let needsComma = isSeparated && isFilled
        followsName = false
        isFilled = true
        buffer.put(atMost: room + 2 + (indent ?? 0)) { start in
            var place = start
            if needsComma { place.put(UInt8(ascii: ",")) }
            if let indent {
                place.put(UInt8(ascii: "\n"))
                place.put(spaces: indent)
            }
            fill(&place)
            return place
        }
    }

    @inline(__always)
    private mutating func flushIfFull() {
        if buffer.count >= PieceBuffer.piece { finish() }
    }
}

// MARK: - Members

extension JSONWriter: MemberSink {
    package mutating func member(_ name: StaticString, _ text: String) {
        var text = text
        text.withUTF8 { text in
            put(name, atMost: 6 * text.count + 2) { [style] in $0.put(quoted: text, escapingMarkup: style.escapesMarkup)
            }
        }
        flushIfFull()
    }

    package mutating func member(_ name: StaticString, plain text: some FixedText) {
        put(name, atMost: text.longest + 2) { place in
            place.put(UInt8(ascii: "\""))
            place += text.write(to: place)
            place.put(UInt8(ascii: "\""))
        }
        flushIfFull()
    }

    package mutating func member(_ name: StaticString, _ number: Int) {
        put(name, atMost: 20) { $0.put(number) }
        flushIfFull()
    }

    package mutating func member(_ name: StaticString, _ isTrue: Bool) {
        self.name(name)
        value(isTrue)
    }

    package mutating func member(_ name: StaticString, _ value: JSON) {
        self.name(name)
        self.value(value)
    }

    /// Writes a name in which nothing is escaped.
    package mutating func name(_ name: StaticString) {
        put(name, atMost: 0) { _ in }
        followsName = true
    }

    /// Writes a name in which nothing is escaped and, at once, what `fill` puts behind it.
    @inline(__always)
    private mutating func put(
        _ name: StaticString,
        atMost room: Int,
        _ fill: (inout UnsafeMutablePointer<UInt8>) -> Void
    ) {
        put(atMost: name.utf8CodeUnitCount + 4 + room) { [style] place in
            place.put(UInt8(ascii: "\""))
            place.put(name)
            place.put(style.indent == nil ? "\":" : "\": ")
            fill(&place)
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

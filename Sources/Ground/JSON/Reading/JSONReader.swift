/// One pass over the bytes of a JSON text.
struct JSONReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var place = 0
    private var depth = 0

    /// Whether ``lines`` is filled; costs a line count for each value.
    var notesLines = false
    private(set) var lines: [String: Int] = [:]
    private var path: [String] = []
    private var lineSoFar = (place: 0, line: 1)

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func document() throws(JSONFault) -> JSON {
        guard bytes.count <= JSON.largestText else { throw fault(at: 0, "the text is larger than 256 MB") }
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { throw fault(at: 0, "the text begins with a byte order mark") }
        skipSpace()
        if place == bytes.count { throw fault("the text is empty") }
        let value = try value()
        skipSpace()
        if place < bytes.count { throw fault("there is something behind the end of the value") }
        return value
    }

    private mutating func value() throws(JSONFault) -> JSON {
        if notesLines { noteLine() }
        guard place < bytes.count else { throw fault("the text ends where a value should be") }
        switch bytes[place] {
        case UInt8(ascii: "{"): return try nested { (reader) throws(JSONFault) in try reader.object() }
        case UInt8(ascii: "["): return try nested { (reader) throws(JSONFault) in try reader.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default: throw fault("\(shown()) cannot begin a value")
        }
    }

    private mutating func nested(
        _ body: (inout JSONReader) throws(JSONFault) -> JSON
    ) throws(JSONFault) -> JSON {
        depth += 1
        guard depth <= JSON.deepestNesting else { throw fault("nested deeper than \(JSON.deepestNesting)") }
        place += 1
        skipSpace()
        let value = try body(&self)
        depth -= 1
        return value
    }

    private mutating func array() throws(JSONFault) -> JSON {
        var elements: [JSON] = []
        if take("]") { return .array(elements) }
        while true {
            if notesLines { path.append(String(elements.count)) }
            elements.append(try value())
            if notesLines { path.removeLast() }
            skipSpace()
            if take("]") { return .array(elements) }
            guard take(",") else { throw fault("expected `,` or `]`, found \(shown())") }
            skipSpace()
        }
    }

    private mutating func object() throws(JSONFault) -> JSON {
        var members: [JSON.Member] = []
        // Looking through a few names is faster than hashing them; through many it is not.
        // Bytes, because Swift takes two spellings of one accented letter for the same text.
        var places: [[UInt8]: Int] = [:]
        if take("}") { return .object(members) }
        while true {
            guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else {
                throw fault("expected a name in quotes, found \(shown())")
            }
            let name = try string()
            skipSpace()
            guard take(":") else { throw fault("expected `:` behind a name, found \(shown())") }
            skipSpace()
            if notesLines { path.append(name) }
            let value = try value()
            if notesLines { path.removeLast() }
            if members.count == 16 {
                for (place, member) in members.enumerated() { places[Array(member.name.utf8)] = place }
            }
            let known =
                members.count < 16
                ? members.firstIndex { $0.name == name && $0.name.utf8.elementsEqual(name.utf8) }
                : places[Array(name.utf8)]
            if let known {
                members[known].value = value
            } else {
                if members.count >= 16 { places[Array(name.utf8)] = members.count }
                members.append(JSON.Member(name, value))
            }
            skipSpace()
            if take("}") { return .object(members) }
            guard take(",") else { throw fault("expected `,` or `}`, found \(shown())") }
            skipSpace()
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONFault) -> JSON {
        let start = place
        for offset in 0..<word.utf8CodeUnitCount {
            guard place < bytes.count, bytes[place] == word.utf8Start[offset] else {
                throw fault(at: start, "expected `\(word)`")
            }
            place += 1
        }
        return value
    }

    private mutating func number() throws(JSONFault) -> String {
        let start = place
        _ = take("-")
        if take("0") {
            if place < bytes.count, isDigit(bytes[place]) { throw fault(at: start, "a number begins with 0") }
        } else {
            try digits()
        }
        if take(".") { try digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits()
        }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func digits() throws(JSONFault) {
        guard place < bytes.count, isDigit(bytes[place]) else { throw fault("expected a digit, found \(shown())") }
        while place < bytes.count, isDigit(bytes[place]) { place += 1 }
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard place < bytes.count, bytes[place] == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    private mutating func skipSpace() {
        while place < bytes.count {
            switch bytes[place] {
            case 0x20, 0x0a, 0x0d, 0x09: place += 1
            default: return
            }
        }
    }
}

// MARK: - Strings

extension JSONReader {
    private mutating func string() throws(JSONFault) -> String {
        place += 1
        let start = place
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\""):
                defer { place += 1 }
                return try text(bytes[start..<place], from: start)
            case UInt8(ascii: "\\"): return try escapedString(from: start)
            case ..<0x20: throw fault("a string holds \(shown()) without an escape")
            default: place += 1
            }
        }
        throw fault(at: start - 1, "the string has no end")
    }

    private mutating func escapedString(from start: Int) throws(JSONFault) -> String {
        var buffer = Array(bytes[start..<place])
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\""):
                defer { place += 1 }
                return try text(buffer[...], from: start)
            case UInt8(ascii: "\\"):
                let begin = place
                place += 1
                let scalar = try escape(from: begin)
                buffer.append(contentsOf: String(Character(scalar)).utf8)
            case ..<0x20: throw fault("a string holds \(shown()) without an escape")
            default:
                buffer.append(bytes[place])
                place += 1
            }
        }
        throw fault(at: start - 1, "the string has no end")
    }

    private mutating func escape(from begin: Int) throws(JSONFault) -> Unicode.Scalar {
        guard place < bytes.count else { throw fault(at: begin, "the string has no end") }
        let letter = bytes[place]
        place += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape(from: begin)
        default: throw fault(at: begin, "unknown escape in a string")
        }
    }

    private mutating func unicodeEscape(from begin: Int) throws(JSONFault) -> Unicode.Scalar {
        let unit = try hexadecimal(from: begin)
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard unit < 0xdc00, take("\\"), take("u") else { throw fault(at: begin, "half of a surrogate pair") }
        let second = try hexadecimal(from: begin)
        guard (0xdc00..<0xe000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (unit - 0xd800) << 10 + (second - 0xdc00))
        else { throw fault(at: begin, "half of a surrogate pair") }
        return scalar
    }

    private mutating func hexadecimal(from begin: Int) throws(JSONFault) -> UInt32 {
        var number: UInt32 = 0
        for _ in 0..<4 {
            guard place < bytes.count, let digit = Character(Unicode.Scalar(bytes[place])).hexDigitValue else {
                throw fault(at: begin, "an escape `\\u` needs four hexadecimal digits")
            }
            number = number << 4 | UInt32(digit)
            place += 1
        }
        return number
    }

    private func text(
        _ slice: some Sequence<UInt8>,
        from start: Int
    ) throws(JSONFault) -> String {
        guard let text = String(validating: slice, as: UTF8.self) else {
            throw fault(at: start - 1, "the string is not UTF-8")
        }
        return text
    }
}

// MARK: - Places

extension JSONReader {
    private func fault(_ reason: String) -> JSONFault { fault(at: place, reason) }

    private func fault(at place: Int, _ reason: String) -> JSONFault {
        var (line, column) = (1, 1)
        for byte in bytes[..<min(place, bytes.count)] {
            if byte == 0x0a {
                (line, column) = (line + 1, 1)
            } else if byte & 0xc0 != 0x80 {
                column += 1
            }
        }
        return JSONFault(line: line, column: column, reason: reason)
    }

    /// The byte at the current place as a message should show it.
    private func shown() -> String {
        guard place < bytes.count else { return "the end" }
        let byte = bytes[place]
        return switch byte {
        case 0x21..<0x7f: "`\(Character(Unicode.Scalar(byte)))`"
        case 0x20: "a space"
        case 0x0a: "the end of the line"
        case 0x09: "a tab"
        case 0x80...: "a character outside ASCII"
        default: "a control character"
        }
    }

    private mutating func noteLine() {
        while lineSoFar.place < place {
            if bytes[lineSoFar.place] == 0x0a { lineSoFar.line += 1 }
            lineSoFar.place += 1
        }
        lines[JSONLines.key(path)] = lineSoFar.line
    }
}

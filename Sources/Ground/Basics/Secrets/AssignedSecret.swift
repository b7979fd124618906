/// `password=…`, `api_key: "…"` and `Authorization: Bearer …`: a value that its name gives away.
enum AssignedSecret {
    /// Where the value stands that a word assigns or announces, `nil` where it does neither.
    static func value(in bytes: [UInt8], word: Range<Int>) -> Range<Int>? {
        if isAnnouncement(bytes[word]) { return announced(bytes, after: word) }
        // First what follows, which costs little: hardly any word of a text is assigned to.
        var position = word.upperBound
        skip(bytes, &position) { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") || $0 == 32 }
        guard position < bytes.count, bytes[position] == UInt8(ascii: "=") || bytes[position] == UInt8(ascii: ":")
        else { return nil }
        let name = String(decoding: bytes[word], as: UTF8.self).lowercased()
        guard names.contains(where: { name.hasSuffix($0) }) else { return nil }
        position += 1
        skip(bytes, &position) { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") || $0 == 32 }
        let start = position
        skip(bytes, &position) { $0 > 32 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") && $0 != 44 }
        let value = bytes[start..<position]
        return value.count >= 12 && isMixed(value) && !isPlaceholder(value) ? start..<position : nil
    }

    private static func isAnnouncement(_ word: ArraySlice<UInt8>) -> Bool {
        guard word.count == 5 || word.count == 6, word.first.map({ $0 | 32 }) == UInt8(ascii: "b") else { return false }
        let name = String(decoding: word, as: UTF8.self).lowercased()
        return name == "bearer" || name == "basic"
    }

    /// The word behind `Bearer`, if it is no word of a sentence.
    private static func announced(_ bytes: [UInt8], after word: Range<Int>) -> Range<Int>? {
        var position = word.upperBound
        skip(bytes, &position) { $0 == 32 }
        let start = position
        skip(bytes, &position) { $0.isWordByte || $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "+") }
        let value = bytes[start..<position]
        return value.count >= 16 && isMixed(value) && !isPlaceholder(value) ? start..<position : nil
    }

    /// Whether a value only stands for one: a variable, stars, an example in brackets, nothing before an escaped line feed.
    static func isPlaceholder(_ value: ArraySlice<UInt8>) -> Bool {
        guard let first = value.first else { return true }
        if "$<{[%*\\".utf8.contains(first) { return true }
        let text = String(decoding: value, as: UTF8.self).lowercased()
        return ["password", "pass", "secret", "token", "example", "changeme", "xxx", "..."].contains {
            text == $0 || text.hasPrefix("your") || text.contains("example") || text.contains("xxxx")
        }
    }

    /// Letters and digits both: words of a language have no digits, numbers no letters.
    private static func isMixed(_ value: ArraySlice<UInt8>) -> Bool {
        value.contains { (48...57).contains($0) }
            && value.contains { (65...90).contains($0) || (97...122).contains($0) }
    }

    private static func skip(_ bytes: [UInt8], _ position: inout Int, while holds: (UInt8) -> Bool) {
        while position < bytes.count, holds(bytes[position]) { position += 1 }
    }

    private static let names = [
        "password", "passwd", "secret", "api_key", "apikey", "api-key", "access_key", "accesskey", "secret_key",
        "auth_token", "access_token", "accountkey", "private_key", "client_secret", "_token", "-token",
    ]
}

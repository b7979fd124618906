/// Bytes written one behind the other, to be handed on in pieces.
///
/// An array that grows by single bytes asks at each whether it is its own; this one asks once for a whole member.
struct PieceBuffer {
    /// From so many bytes on they are to be handed on.
    static let piece = 65_536

    private var bytes: [UInt8] = []
    private(set) var count = 0

    /// Makes room and lets `fill` write there; it says where it stopped.
    @inline(__always)
    mutating func put(atMost room: Int, _ fill: (UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8>) {
        if bytes.count - count < room { grow(by: room) }
        let begin = count
        count += bytes.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress.map({ $0 + begin }) else { return 0 }
            return fill(start) - start
        }
    }

    /// What was written; the buffer is empty then.
    mutating func take() -> [UInt8] {
        var piece: [UInt8] = []
        swap(&piece, &bytes)
        piece.removeLast(piece.count - count)
        count = 0
        return piece
    }

    private mutating func grow(by room: Int) {
        let larger = max(Self.piece + 4096, count + room)
        bytes = [UInt8](unsafeUninitializedCapacity: larger) { buffer, filled in
            _ = buffer.update(fromContentsOf: bytes.prefix(count))
            // The rest is written before anybody reads it.
            filled = larger
        }
    }
}

/// Where the next byte goes.
extension UnsafeMutablePointer<UInt8> {
    @inline(__always)
    mutating func put(_ byte: UInt8) {
        pointee = byte
        self += 1
    }

    mutating func put(_ text: StaticString) {
        update(from: text.utf8Start, count: text.utf8CodeUnitCount)
        self += text.utf8CodeUnitCount
    }

    mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else { return }
        update(from: start, count: bytes.count)
        self += bytes.count
    }

    /// A whole number; takes up to 20 bytes.
    mutating func put(_ number: Int) {
        if number < 0 { put(UInt8(ascii: "-")) }
        var (rest, digits) = (number.magnitude, 1)
        var bound = rest / 10
        while bound > 0 { (digits, bound) = (digits + 1, bound / 10) }
        for place in (0..<digits).reversed() {
            self[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        self += digits
    }

    mutating func put(spaces count: Int) {
        update(repeating: 0x20, count: count)
        self += count
    }

    /// A string in its quotes; takes up to six bytes for each of `text`, and two.
    mutating func put(quoted text: UnsafeBufferPointer<UInt8>, escapingMarkup: Bool) {
        put(UInt8(ascii: "\""))
        var place = 0
        while place < text.count {
            if text.count - place >= 8, let start = text.baseAddress, put(plain: UnsafeRawPointer(start + place)) {
                place += 8
                continue
            }
            let byte = text[place]
            let isPlain = byte > UInt8(ascii: "\\") ? byte != 0xe2 : Self.isPlain(byte)
            if isPlain {
                put(byte)
                place += 1
            } else {
                place += put(special: text, at: place, escapingMarkup)
            }
        }
        put(UInt8(ascii: "\""))
    }

    /// Eight bytes at once if no style escapes one of them.
    @inline(__always)
    private mutating func put(plain text: UnsafeRawPointer) -> Bool {
        let bytes = text.loadUnaligned(as: UInt64.self)
        let each: UInt64 = 0x0101_0101_0101_0101
        /// Not 0 if one of the bytes is 0.
        func zero(_ bytes: UInt64) -> UInt64 { (bytes &- each) & ~bytes & (each << 7) }
        // Below the space; the quote and `&`, `<` and `>`, which differ in one bit; the backslash; 0xe2.
        let special =
            ((bytes &- each &* 0x20) & ~bytes & (each << 7))
            | zero((bytes | each &* 0x04) ^ (each &* 0x26)) | zero((bytes | each &* 0x02) ^ (each &* 0x3e))
            | zero(bytes ^ (each &* 0x5c)) | zero(bytes ^ (each &* 0xe2))
        guard special == 0 else { return false }
        UnsafeMutableRawPointer(self).storeBytes(of: bytes, as: UInt64.self)
        self += 8
        return true
    }

    /// Whether a byte up to the backslash is written as it is in every style.
    @inline(__always)
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "&") && byte != UInt8(ascii: "<")
            && byte != UInt8(ascii: ">") && byte != UInt8(ascii: "\\")
    }

    /// A byte that some style escapes, or a line separator that begins with it; returns how many bytes of `text` that was.
    private mutating func put(special text: UnsafeBufferPointer<UInt8>, at place: Int, _ escapesMarkup: Bool) -> Int {
        let byte = text[place]
        switch byte {
        case UInt8(ascii: "\""): put("\\\"")
        case UInt8(ascii: "\\"): put("\\\\")
        case 0x08: put("\\b")
        case 0x0c: put("\\f")
        case 0x0a: put("\\n")
        case 0x0d: put("\\r")
        case 0x09: put("\\t")
        // U+2028 and U+2029 end a line in JavaScript.
        case 0xe2
        where escapesMarkup && place + 2 < text.count && text[place + 1] == 0x80
            && text[place + 2] & 0xfe == 0xa8:
            put(text[place + 2] == 0xa8 ? "\\u2028" : "\\u2029")
            return 3
        case 0x20... where !escapesMarkup || byte == 0xe2: put(byte)
        default:
            put("\\u00")
            for digit in [byte >> 4, byte & 15] { put(digit < 10 ? 48 + digit : 87 + digit) }
        }
        return 1
    }
}

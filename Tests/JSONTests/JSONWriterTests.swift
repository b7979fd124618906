import JSON
import Synchronization
import Testing

@Suite struct JSONWriterTests {
    private let value: JSON = ["name": "a<b>&\u{2028}\"\n\u{1}", "list": [1, [], [:]], "none": .null, "yes": true]

    @Test func indentsByTwoAndEscapesMarkup() {
        #expect(
            value.text() == #"""
                {
                  "name": "a\u003cb\u003e\u0026\u2028\"\n\u0001",
                  "list": [
                    1,
                    [],
                    {}
                  ],
                  "none": null,
                  "yes": true
                }
                """#
        )
    }

    @Test func aCompactTextIsOneLine() {
        #expect(
            value.text(.compact)
                == #"{"name":"a\u003cb\u003e\u0026\u2028\"\n\u0001","list":[1,[],{}],"none":null,"yes":true}"#
        )
    }

    @Test func aReadableTextEscapesOnlyWhatItMust() {
        #expect(
            JSON.string("a && b < c\u{2029}\u{7f}\u{8}\u{c}\r\t\\/").text(.readable)
                == "\"a && b < c\u{2029}\u{7f}\\b\\f\\r\\t\\\\/\""
        )
    }

    @Test func streamsInPiecesWithoutHoldingTheWhole() throws {
        // The writer calls back on this thread only.
        nonisolated(unsafe) var pieces: [[UInt8]] = []
        var writer = JSONWriter(.compact) { pieces.append($0) }
        writer.beginArray()
        for number in 0..<20_000 {
            writer.beginObject()
            writer.member("number", number)
            writer.member("text", "é\(number)")
            writer.member("odd", number % 2 == 1)
            writer.member("value", .null)
            writer.endObject()
        }
        writer.endArray()
        writer.endLine()
        writer.finish()
        #expect(pieces.count > 5)
        #expect(pieces.allSatisfy { $0.count < 70_000 })
        let parsed = try JSON.parse(pieces.flatMap { $0 })
        #expect(parsed.array?.count == 20_000)
        #expect(parsed.array?.last == ["number": 19_999, "text": "é19999", "odd": true, "value": .null])
    }

    @Test(arguments: ["\"", "&", "<", ">", "\\", "\u{0}", "\u{1f}", "\u{2028}", "\u{2027}", "é", "\u{7f}"])
    func escapesAtEveryPlaceOfALongText(special: String) throws {
        let escaped = JSON.string(special).text().dropFirst().dropLast()
        for length in 0..<40 {
            for place in 0...length {
                let (before, behind) = (
                    String(repeating: "a", count: place), String(repeating: "b", count: length - place)
                )
                #expect(JSON.string(before + special + behind).text() == "\"\(before)\(escaped)\(behind)\"")
            }
        }
    }

    @Test(arguments: [0, 7, -1, 10, 99, 100, 1_234_567_890, .max, .min] as [Int])
    func numbersAreWrittenInFull(number: Int) {
        #expect(JSON.array([.int(number)]).text(.compact) == "[\(number)]")
        let bytes = Mutex<[UInt8]>([])
        var writer = JSONWriter(.compact) { piece in bytes.withLock { $0 += piece } }
        writer.value(number)
        writer.finish()
        #expect(bytes.withLock { String(decoding: $0, as: UTF8.self) } == "\(number)")
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func whatIsWrittenIsReadBack(seed: UInt64) throws {
        var random = SeededRandom(state: seed)
        for _ in 0..<200 {
            let value = random.json(depth: 4)
            for style in [JSONStyle.indented, .compact, .readable] {
                #expect(try JSON.parse(value.text(style)) == value, "seed \(seed)")
            }
        }
    }

    @Test func changedBytesNeverCrashTheReader() {
        var random = SeededRandom(state: 99)
        for _ in 0..<2_000 {
            var bytes = Array(random.json(depth: 3).text(.indented).utf8)
            for _ in 0..<3 where !bytes.isEmpty {
                bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            if let value = try? JSON.parse(bytes) {
                #expect((try? JSON.parse(value.text(.compact))) == value)
            }
        }
    }
}

/// Numbers that are the same in each run (xorshift).
private struct SeededRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    mutating func json(depth: Int) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &self) {
        case 0: return .null
        case 1: return .bool(.random(using: &self))
        case 2: return .int(Int64.random(in: .min ... .max, using: &self))
        case 3: return .number("\(Double.random(in: -1e9...1e9, using: &self))")
        case 4: return .string(text())
        case 5, 6: return .array((0..<Int.random(in: 0..<5, using: &self)).map { _ in json(depth: depth - 1) })
        default:
            return .object(
                (0..<Int.random(in: 0..<20, using: &self)).map { JSON.Member("\($0)\(text())", json(depth: depth - 1)) }
            )
        }
    }

    mutating func text() -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0..<12, using: &self) {
            let limit: UInt32 = Bool.random(using: &self) ? 0x80 : 0x2_0000
            if let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &self)) {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

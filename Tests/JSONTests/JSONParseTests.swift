import JSON
import Testing

@Suite struct JSONParseTests {
    @Test(
        arguments: [
            ("null", JSON.null), (" true ", true), ("\n\t\r false", false), ("0", .number("0")), ("-0", .number("-0")),
            ("10.50", .number("10.50")), ("1E+2", .number("1E+2")), ("1e-2", .number("1e-2")),
            ("123456789012345678901234567890", .number("123456789012345678901234567890")), (#""""#, ""),
            (#""a\"\\\/\b\f\n\r\t\u0041""#, "a\"\\/\u{8}\u{c}\n\r\tA"), (#""\ud83d\ude00""#, "😀"),
            (#""\uFFFF\u0000""#, "\u{ffff}\0"),
            (#""é€😀\#u{7f}""#, "é€😀\u{7f}"), ("[]", []), ("[ ]", []), ("[1,[2,[]],{}]", [1, [2, []], [:]]), ("{}", [:]),
            (#"{"b":1,"a":{"":null}}"#, ["b": 1, "a": ["": .null]]), (#"{"a":1,"b":2,"a":3}"#, ["a": 3, "b": 2]),
            (#"{"\u0061":1,"a":2}"#, ["a": 2]),
        ] as [(String, JSON)]
    )
    func accepts(text: String, expected: JSON) throws {
        #expect(try JSON.parse(text) == expected)
    }

    @Test(arguments: [
        "", " ", "nul", "nulll", "True", "'a'", "\"", "\"a", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"",
        "\"\\ud800\"", "\"\\udc00\"",
        "\"\\ud800\\n\"", "\"\\ud800\\u0041\"", "\"a\nb\"", "\"a\tb\"", "\"\u{0}\"", "01", "-01", "1.", ".5", "-", "+1",
        "1e", "1e+",
        "0x10", "1_000", "NaN", "Infinity", "-Infinity", "--1", "1 2", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]",
        "[1;2]", "{", "}",
        "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{a:1}", "{1:1}", "{\"a\" 1}", "{\"a\":1 \"b\":2}",
        "{\"a\":1,,}",
        "{,}", "[}", "{]", "// c\n1", "/* c */1", "\u{feff}1", "1\u{c}", "\u{a0}1", "[1]x", "\"a\"b", "tru\u{0}",
    ])
    func refuses(text: String) {
        #expect(throws: JSONFault.self) { try JSON.parse(text) }
    }

    @Test(
        arguments: [
            [0x22, 0xff, 0x22], [0x22, 0xc3, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22], [0x22, 0xc0, 0xaf, 0x22], [0xff],
            [0x5b, 0x80, 0x5d],
        ] as [[UInt8]]
    )
    func refusesWhatIsNotUTF8(bytes: [UInt8]) {
        #expect(throws: JSONFault.self) { try JSON.parse(bytes) }
    }

    @Test(arguments: [
        ("{\n  \"a\": 1,\n  \"é\": x\n}", 3, 8, "`x` cannot begin a value"),
        ("[1,\n2", 2, 2, "expected `,` or `]`, found the end"),
        ("{\"a\":1,}", 1, 8, "expected a name in quotes, found `}`"),
        ("[\"é\", \"abc", 1, 7, "the string has no end"),
        ("[\n\n 012]", 3, 2, "a number begins with 0"),
        ("\"\\ud800\"", 1, 2, "half of a surrogate pair"),
        ("{} {}", 1, 4, "there is something behind the end of the value"),
        ("", 1, 1, "the text is empty"),
        ("[nope]", 1, 2, "expected `null`"),
    ])
    func faultsNameThePlace(text: String, line: Int, column: Int, reason: String) {
        let fault = #expect(throws: JSONFault.self) { try JSON.parse(text) }
        #expect(fault == JSONFault(line: line, column: column, reason: reason))
    }

    @Test func nestingHasALimitAndNoCrash() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        let deepest = try JSON.parse(nested(JSON.deepestNesting))
        #expect(deepest.text(.compact) == nested(JSON.deepestNesting))
        #expect(throws: JSONFault.self) { try JSON.parse(nested(JSON.deepestNesting + 1)) }
        #expect(throws: JSONFault.self) { try JSON.parse(String(repeating: "{\"a\":", count: 100_000)) }
    }

    @Test func manyNamesKeepOrderAndTheLastValue() throws {
        let names = (0..<100).map { "n\($0)" }
        let text = "{" + (names + names.reversed()).map { "\"\($0)\":\"\($0)\"" }.joined(separator: ",") + ",\"n50\":0}"
        let value = try JSON.parse(text)
        #expect(value.members?.map(\.name) == names)
        #expect(value["n50"] == 0)
    }

    @Test func knowsTheLineOfEachValue() throws {
        let text = "{\n\"gates\": {\n  \"test\": 1\n},\n\"list\": [1,\n 2]}"
        let (value, lines) = try JSON.parseWithLines(Array(text.utf8))
        #expect(value["gates"]?["test"] == 1)
        #expect(lines[["gates", "test"]] == 3)
        #expect(lines[["gates", "absent"]] == 2)
        #expect(lines[["list", "1"]] == 6)
        #expect(lines[[]] == 1)
    }
}

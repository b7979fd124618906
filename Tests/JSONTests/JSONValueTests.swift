import JSON
import Testing

@Suite struct JSONValueTests {
    @Test func settingKeepsThePlaceAndNilRemoves() {
        var value: JSON = ["a": 1, "b": 2]
        value["a"] = 3
        value["c"] = "new"
        value["b"] = nil
        value["absent"] = nil
        #expect(value == ["a": 3, "c": "new"])
        value["c"]?["deep"] = true
        #expect(value["c"] == ["deep": true])
    }

    @Test func numbersAreReadExactlyOrNotAtAll() {
        #expect(JSON.number("12").int == 12)
        #expect(JSON.number("1.2e1").int == 12)
        #expect(JSON.number("1.5").int == nil)
        #expect(JSON.number("99999999999999999999").int == nil)
        #expect(JSON.number("1.5").double == 1.5)
        #expect(JSON.string("12").int == nil)
        #expect(JSON.int(UInt64.max) == .number("18446744073709551615"))
    }

    @Test func accessorsReturnNothingForAnotherKind() {
        let value: JSON = [1, "two", true, .null]
        #expect(value.string == nil && value["x"] == nil && value.members == nil && value.bool == nil)
        #expect(value.array?.map(\.kind) == ["a number", "a string", "true or false", "null"])
        #expect(JSON.optional(nil).isNull)
        #expect(JSON.strings(["a"]) == ["a"])
    }
}

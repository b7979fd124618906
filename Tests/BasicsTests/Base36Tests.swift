import Basics
import Testing

@Suite struct Base36Tests {
    @Test(
        arguments: [
            ([0], 3, "000"), ([35], 1, "z"), ([36], 2, "10"), ([1, 0], 3, "074"), ([255, 255, 255], 3, "ldr"),
            ([255, 255, 255], 5, "9zldr"), ([], 2, "00"),
        ] as [([UInt8], Int, String)]
    )
    func padsAndCutsAtTheLeft(bytes: [UInt8], length: Int, expected: String) {
        #expect(Base36.text(bytes, length: length) == expected)
    }

    @Test func agreesWithTheStandardLibraryOnEightBytes() {
        for number in [0, 1, 35, 36, UInt64.max, 1 << 40, 1_234_567_890_123] as [UInt64] {
            let bytes = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt64($0)) }
            let text = Base36.text(number)
            #expect(Base36.text(bytes, length: text.count) == text)
            #expect(Base36.text(bytes, length: 13).hasSuffix(text))
        }
    }

    /// The vector of the original's ids: title, description, creator, time and nonce joined by bars.
    @Test(arguments: [
        (2, 3, "vju"), (3, 4, "8d8e"), (4, 5, "bi3tk"), (4, 6, "8bi3tk"), (5, 7, "r5sr6bm"), (5, 8, "8r5sr6bm"),
    ])
    func makesTheIdsOfTheOriginal(byteCount: Int, length: Int, expected: String) throws {
        let created = try #require(Timestamp("2024-01-02T03:04:05.006Z"))
        let nanoseconds = created.seconds * 1_000_000_000 + Int64(created.nanoseconds)
        let digest = SHA256.digest("Fix login|Details|jira-import|\(nanoseconds)|0".utf8)
        #expect(Base36.text(digest.prefix(byteCount), length: length) == expected)
    }
}

extension StringProtocol {
    /// The parts between bytes of ASCII, whatever follows them: to a split by characters a separator and a combining mark
    /// behind it are one character, so that a file whose name begins with such a mark would not be seen.
    package func split(byte: Unicode.Scalar, maxSplits: Int = .max, omittingEmpty: Bool = true) -> [String] {
        utf8.split(separator: UInt8(ascii: byte), maxSplits: maxSplits, omittingEmptySubsequences: omittingEmpty)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// The text without its first `count` bytes.
    package func dropFirst(bytes count: Int) -> String { String(decoding: utf8.dropFirst(count), as: UTF8.self) }
}

/// Numbers in the digits 0-9 and a-z, which survive file names, branches and being read aloud.
package enum Base36 {
    /// Returns `bytes` as one big-endian number in exactly `length` digits.
    ///
    /// Shorter numbers get zeros in front; of longer ones the last `length` digits stay.
    package static func text(_ bytes: some Sequence<UInt8>, length: Int) -> String {
        var number = Array(bytes)
        var reversed: [UInt8] = []
        while reversed.count < length {
            // Long division by 36, so that any number of bytes will do.
            var remainder = 0
            for index in number.indices {
                let value = remainder << 8 | Int(number[index])
                number[index] = UInt8(value / 36)
                remainder = value % 36
            }
            reversed.append(digits[remainder])
        }
        return String(decoding: reversed.reversed(), as: UTF8.self)
    }

    /// Returns `number` without leading zeros.
    package static func text(_ number: UInt64) -> String { String(number, radix: 36) }

    private static let digits = Array("0123456789abcdefghijklmnopqrstuvwxyz".utf8)
}

import Arguments

/// A priority as people type it: `0` to `4` or `P0` to `P4`.
package struct PriorityArgument: ArgumentValue, Hashable, CustomStringConvertible {
    package let value: Int

    package init(_ value: Int) { self.value = value }

    package init?(argument: String) {
        let digits = argument.hasPrefix("P") || argument.hasPrefix("p") ? argument.dropFirst() : argument[...]
        guard digits.utf8.count == 1, let value = Int(digits), (0...4).contains(value) else { return nil }
        self.value = value
    }

    package var description: String { "\(value)" }
    package static var kind: String { "priority (0-4 or P0-P4, not words like high/medium/low)" }
}

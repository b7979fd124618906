/// Go's form: numbers with units, such as `300ms`, `1.5h` or `2h45m`; `0` needs no unit.
extension Duration: ArgumentValue {
    package init?(argument: String) {
        var rest = argument[...]
        let isNegative = rest.first == "-"
        if isNegative || rest.first == "+" { rest.removeFirst() }
        guard rest != "0" else {
            self = .zero
            return
        }
        guard !rest.isEmpty else { return nil }
        var sum = Duration.zero
        while !rest.isEmpty {
            let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(number.count)
            let unit = rest.prefix { !$0.isNumber && $0 != "." }
            rest = rest.dropFirst(unit.count)
            guard let count = Double(number), let seconds = Self.seconds(of: unit), count * seconds < 9e9 else {
                return nil
            }
            sum += Self.exact(number, seconds: seconds) ?? .seconds(count * seconds)
        }
        self = isNegative ? .zero - sum : sum
    }

    package static var kind: String { "duration" }

    private static func seconds(of unit: Substring) -> Double? {
        switch unit {
        case "ns": 1e-9
        case "us", "µs": 1e-6
        case "ms": 1e-3
        case "s": 1
        case "m": 60
        case "h": 3600
        default: nil
        }
    }

    /// Whole numbers of whole seconds take no detour through floating point.
    private static func exact(_ number: Substring, seconds: Double) -> Duration? {
        guard seconds >= 1, let count = Int(number) else { return nil }
        return .seconds(count * Int(seconds))
    }
}

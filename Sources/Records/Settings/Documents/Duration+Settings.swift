extension Duration {
    /// Reads `90s`, `10m`, `1h30m` or `250ms`; the sum must be more than nothing.
    package init?(settings text: String) {
        var rest = text[...]
        var total = Duration.zero
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard let count = Int64(digits), count < 1_000_000_000 else { return nil }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(unit.count)
            switch unit {
            case "ms": total += .milliseconds(count)
            case "s": total += .seconds(count)
            case "m": total += .seconds(count * 60)
            case "h": total += .seconds(count * 3600)
            default: return nil
            }
        }
        guard total > .zero else { return nil }
        self = total
    }
}

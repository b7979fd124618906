/// Finds what looks like a credential in a text, by the marks that their issuers give them.
///
/// It rather misses a password in plain words than stops a hash, an id or a path of a file.
package enum CredentialScan {
    /// What was found: what kind of credential, and the characters it takes.
    package struct Finding: Hashable, Sendable {
        /// Such as `GitHub token`; safe to show.
        package let kind: String
        /// Where it stands, in UTF-8 positions of the text.
        let place: Range<Int>
    }

    /// The first credential in `text`, `nil` where there is none.
    package static func first(in text: String) -> Finding? { findings(in: Array(text.utf8)).first }

    /// The text with `[<kind> removed]` in place of each credential.
    package static func redacted(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var clean: [UInt8] = []
        var end = 0
        for finding in findings(in: bytes) where finding.place.lowerBound >= end {
            clean += bytes[end..<finding.place.lowerBound]
            clean += "[\(finding.kind) removed]".utf8
            end = finding.place.upperBound
        }
        return end == 0 ? text : String(decoding: clean + bytes[end...], as: UTF8.self)
    }

    private static func findings(in bytes: [UInt8]) -> [Finding] {
        var found: [Finding] = []
        var start = 0
        while start < bytes.count {
            guard bytes[start].isWordByte else {
                if let url = passwordInURL(bytes, colon: start) { found.append(url) }
                start += 1
                continue
            }
            var end = start
            while end < bytes.count, bytes[end].isWordByte { end += 1 }
            if let kind = CredentialMark.kind(of: bytes[start..<end]) {
                found.append(Finding(kind: kind, place: start..<end))
            } else if let assigned = AssignedSecret.value(in: bytes, word: start..<end) {
                found.append(Finding(kind: "secret", place: assigned))
                end = max(end, assigned.upperBound)
            } else if let key = privateKey(bytes, word: start..<end) {
                found.append(key)
                end = key.place.upperBound
            }
            start = end
        }
        return found.sorted { $0.place.lowerBound < $1.place.lowerBound }
    }

    /// `-----BEGIN … PRIVATE KEY-----` up to its end, or to the end of the text.
    private static func privateKey(_ bytes: [UInt8], word: Range<Int>) -> Finding? {
        guard bytes[word].starts(with: "-----BEGIN".utf8) else { return nil }
        let lineEnd = bytes[word.lowerBound...].firstIndex(of: 10) ?? bytes.count
        let line = String(decoding: bytes[word.lowerBound..<lineEnd], as: UTF8.self)
        guard line.contains("PRIVATE KEY") else { return nil }
        let footer = Array("-----END".utf8)
        var position = min(lineEnd, bytes.count)
        while position < bytes.count, !bytes[position...].starts(with: footer) { position += 1 }
        while position < bytes.count, bytes[position] != 10 { position += 1 }
        return Finding(kind: "private key", place: word.lowerBound..<position)
    }

    /// The password of `scheme://name:password@host`, asked at a colon.
    private static func passwordInURL(_ bytes: [UInt8], colon: Int) -> Finding? {
        guard bytes[colon...].starts(with: "://".utf8) else { return nil }
        var position = colon + 3
        var separator: Int?
        while position < bytes.count, bytes[position] > 32, bytes[position] != UInt8(ascii: "/") {
            if bytes[position] == UInt8(ascii: ":"), separator == nil { separator = position }
            if bytes[position] == UInt8(ascii: "@") {
                guard let separator, position > separator + 1 else { return nil }
                let secret = separator + 1..<position
                return AssignedSecret.isPlaceholder(bytes[secret]) ? nil : Finding(kind: "password", place: secret)
            }
            position += 1
        }
        return nil
    }
}

extension UInt8 {
    /// Letters, digits, `_`, `-` and `.`: what tokens are made of.
    var isWordByte: Bool {
        switch self {
        case 48...57, 65...90, 97...122, 95, 45, 46: true
        default: false
        }
    }
}

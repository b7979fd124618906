import Basics

/// What a block has written, as it can be shown: without credentials and not too long.
struct BlockLog: Hashable, Sendable {
    private let text: String

    init(_ text: String) { self.text = CredentialScan.redacted(text) }

    /// All of it.
    var whole: String { text }

    /// Beginning and end, where the whole has more than `limit` bytes; the end is what tells most.
    func cut(toBytes limit: Int) -> String {
        let size = text.utf8.count
        guard size > limit else { return text }
        let head = text.cut(toBytes: limit / 4)
        var start = text.utf8.index(text.endIndex, offsetBy: -(limit - limit / 4))
        while start < text.endIndex, String.Index(start, within: text) == nil { start = text.utf8.index(after: start) }
        return "\(head)\n[… \(size - limit) bytes left out …]\n\(text[start...])"
    }
}

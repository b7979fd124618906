extension JSON {
    /// The largest text that is read, in bytes.
    package static let largestText = 256 << 20
    /// How deeply arrays and objects may be nested.
    package static let deepestNesting = 256

    /// Reads one JSON text by the grammar of RFC 8259, all of it and nothing behind it.
    ///
    /// Strict where the grammar leaves a choice: a byte order mark, bytes that are not UTF-8 and half of a
    /// surrogate pair are faults, because none of them could be written back as it was read. A name that an
    /// object has twice has its last value at its first place, as most programs read it.
    package static func parse(_ bytes: [UInt8]) throws(JSONFault) -> JSON {
        try bytes.withUnsafeBufferPointer { (bytes) throws(JSONFault) in
            var reader = JSONReader(bytes)
            return try reader.document()
        }
    }

    /// Reads one JSON text.
    package static func parse(_ text: String) throws(JSONFault) -> JSON { try parse(Array(text.utf8)) }

    /// Reads one JSON text and the line of each value in it, for messages about a value that is JSON but not what was expected.
    package static func parseWithLines(_ bytes: [UInt8]) throws(JSONFault) -> (value: JSON, lines: JSONLines) {
        try bytes.withUnsafeBufferPointer { (bytes) throws(JSONFault) in
            var reader = JSONReader(bytes)
            reader.notesLines = true
            let value = try reader.document()
            return (value, JSONLines(reader.lines))
        }
    }
}

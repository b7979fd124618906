package import Arguments
import Console
import Host
import Layout
import Vocabulary

/// A text that may be long: on the command line, in a file, or on the standard input.
package struct TextSource {
    /// Reads a file's text; `-` means the standard input.
    ///
    /// - Throws: `Problem` for bytes that are no text, which could be kept only in part.
    package static func read(_ path: String, in context: CommandContext) throws -> String {
        let bytes =
            path == "-"
            ? try context.console.input() : try Files.bytes(at: PathText.absolute(path, from: context.folder))
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Problem(.refused, "\(path == "-" ? "the standard input" : path) is no text in UTF-8")
        }
        return trimmingLastNewline(text)
    }

    /// Reads the standard input.
    package static func input(_ context: CommandContext) throws -> String { try read("-", in: context) }

    private static func trimmingLastNewline(_ text: String) -> String {
        text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
}

/// The description of a bead, in all the ways in which it can be given.
package struct DescriptionFlags {
    @Option("description", "d", aliases: ["body", "message"], help: "Description") package var text: String?
    @Option("body-file", aliases: ["description-file"], help: "File with the description; - for standard input")
    var file: String?
    @Flag("stdin", help: "Read the description from standard input") var fromInput
    @Option("m", "m", isHidden: true, help: "Description") var message: String?

    package init() {}

    /// Whether any of them was given.
    package var isGiven: Bool { text != nil || message != nil || file != nil || fromInput }

    /// The text that was given, `nil` where none was.
    package func read(in context: CommandContext) throws -> String? {
        let given = [text != nil || message != nil, file != nil, fromInput].count { $0 }
        guard given <= 1 else { throw Misuse("--description, --body-file and --stdin exclude each other") }
        if let file { return try TextSource.read(file, in: context) }
        if fromInput { return try TextSource.input(context) }
        return text ?? message
    }
}

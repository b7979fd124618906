import Foundation
package import Testing

/// Compares `actual` with the file `Golden/<name>` next to the calling test file.
///
/// With `UPDATE_GOLDEN=1` the file is written and the test fails once, so that a run that records
/// can never be mistaken for a run that passes.
package func expectGolden(
    _ actual: String,
    _ name: String,
    file: String = #filePath,
    at location: SourceLocation = #_sourceLocation
) throws {
    let url = URL(filePath: file).deletingLastPathComponent().appending(path: "Golden/\(name)")
    guard ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == nil else {
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(actual.utf8).write(to: url)
        Issue.record("recorded \(name)", sourceLocation: location)
        return
    }
    let expected = try String(contentsOf: url, encoding: .utf8)
    if actual != expected { Attachment.record(actual, named: name, sourceLocation: location) }
    #expect(actual == expected, "differs from Golden/\(name)", sourceLocation: location)
}

import Effects
import Host

/// A folder of one test, removed when the value goes.
final class ScratchFolder: Sendable {
    let path: String

    init() throws {
        let base = Effects.processEnvironment()["TMPDIR"] ?? "/tmp"
        path = try Files.realPath(Files.makeTemporaryFolder(in: base, named: "gt-host"))
    }

    deinit { try? Files.removeTree(path) }

    func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }
}

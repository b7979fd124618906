import Effects
import Host

/// A folder of one test, removed when the value goes.
final class ScratchFolder: Sendable {
    let path: String

    init() throws {
        let base = Effects.processEnvironment()["TMPDIR"] ?? "/tmp"
        let name = "gt-host-" + String(UInt64.random(in: 0...UInt64.max), radix: 36)
        try Files.makeFolder("\(base)/\(name)", mode: 0o700)
        path = try Files.realPath("\(base)/\(name)")
    }

    deinit { try? Files.removeTree(path) }

    func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }
}

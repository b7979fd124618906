import CDoltLite
import Vocabulary

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The ledger's storage engine, loaded once in a process when it is first needed.
///
/// Commands that open no ledger never pay for it.
package struct Engine: @unchecked Sendable {  // a table of function pointers that nobody changes after loading
    let api: doltlite_api
    /// The path the library was loaded from.
    package let path: String

    /// The oldest engine whose commit inside a transaction is atomic.
    package static let floor = "v0.51.2"

    /// The one engine of this process.
    ///
    /// - Throws: `Problem` when no library is found or it cannot be loaded.
    package static func loaded() throws -> Engine { try attempt.get() }

    private static let attempt = Result<Engine, any Error> { try Engine(candidates: candidates()) }

    /// Loads the first library among `candidates` that exists.
    init(candidates: [String]) throws {
        guard let path = candidates.first(where: { access($0, R_OK) == 0 }) else {
            throw Problem(
                .environment,
                "the ledger's engine (libdoltlite) was not found",
                causes: ["looked at \(candidates.joined(separator: ", "))"],
                hints: ["`scripts/setup` fetches it; `DOLTLITE_LIB` names another place."]
            )
        }
        var api = doltlite_api()
        if let reason = doltlite_load(path, &api) {
            throw Problem(
                .environment,
                "the ledger's engine could not be loaded",
                causes: [String(cString: reason)],
                hints: ["`scripts/setup` fetches it anew."]
            )
        }
        self.api = api
        self.path = path
    }

    /// Refuses a version older than ``floor``; every opened file asks, because it costs nothing there.
    func accept(_ version: String) throws {
        guard Engine.isOrdered(Engine.floor, version) else {
            throw Problem(
                .environment,
                "the ledger's engine at \(path) is \(version), older than \(Engine.floor)",
                causes: ["older ones commit rows and history apart and can lose acknowledged work"],
                hints: ["`scripts/setup` fetches the right one."]
            )
        }
    }

    private static func candidates() -> [String] {
        if let named = getenv("DOLTLITE_LIB") { return [String(cString: named)] }
        #if canImport(Glibc)
            let name = "libdoltlite.so"
        #else
            let name = "libdoltlite.dylib"
        #endif
        var all: [String] = []
        if let program = executablePath() {
            // PREFIX/lib beside PREFIX/bin, in which the program is.
            let folder = program.utf8.lastIndex(of: UInt8(ascii: "/")).map { program[..<$0] } ?? ""
            let prefix = folder.utf8.lastIndex(of: UInt8(ascii: "/")).map { folder[..<$0] } ?? ""
            all.append("\(prefix)/lib/\(name)")
        }
        if let prefix = doltlite_build_prefix() { all.append(String(cString: prefix) + "/lib/\(name)") }
        return all
    }

    private static func executablePath() -> String? {
        var buffer = [CChar](repeating: 0, count: 4096)
        #if canImport(Glibc)
            guard readlink("/proc/self/exe", &buffer, buffer.count - 1) > 0 else { return nil }
        #else
            var size = UInt32(buffer.count)
            var raw = buffer
            guard _NSGetExecutablePath(&raw, &size) == 0, realpath(raw, &buffer) != nil else { return nil }
        #endif
        return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Whether `v1.2.3` in `low` is at most the one in `high`.
    ///
    /// What cannot be read counts as older, and so does a trial (`v1.2.3-rc1`) of the same version.
    package static func isOrdered(_ low: String, _ high: String) -> Bool {
        func numbers(_ text: String) -> [Int] {
            let parts = text.drop { !$0.isNumber }.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
            let core = (parts.first ?? "").split(separator: ".").map { Int($0) ?? -1 }
            return (core.isEmpty ? [-1] : core) + [parts.count > 1 ? 0 : 1]
        }
        return !numbers(high).lexicographicallyPrecedes(numbers(low))
    }
}

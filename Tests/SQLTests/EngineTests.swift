import Foundation
import SQL
import TestKit
import Testing
import Vocabulary

@Suite(.scratch) struct EngineTests {
    @Test(arguments: [
        ("v0.51.2", "v0.51.2", true), ("v0.51.2", "v0.51.3", true), ("v0.51.2", "v0.52.0", true),
        ("v0.51.2", "v1.0", true), ("v0.51.2", "0.51.10", true), ("v0.51.2", "v0.51.1", false),
        ("v0.51.2", "v0.50.18", false), ("v0.51.2", "v0.51", false), ("v0.51.2", "", false),
        ("v0.51.2", "v0.51.x", false), ("v0.51.2", "unknown", false), ("v0.51.2", "v0.51.2-rc1", false),
        ("v0.51.2", "v0.51.3-rc1", true),
    ])
    func ordersVersions(_ low: String, _ high: String, _ isOrdered: Bool) {
        #expect(Engine.isOrdered(low, high) == isOrdered)
    }

    @Test func theEngineIsNewEnough() throws {
        let engine = try Engine.loaded()
        #expect(Engine.isOrdered(Engine.floor, try engine.version()))
    }

    // clang comes with the toolchain; a machine may have no other compiler.
    @Test(.needs("clang")) func refusesAnOlderEngineWithOneError() async throws {
        let scratch = try #require(Scratch.current)
        let library = try fakeEngine("v0.51.1", in: scratch)
        await #expect(processExitsWith: .success) { [library = library as String] in
            setenv("DOLTLITE_LIB", library, 1)
            let problem = #expect(throws: Problem.self) { try Engine.loaded().version() }
            #expect(problem?.kind == .environment)
            #expect(problem?.summary == "the ledger's engine at \(library) is v0.51.1, older than v0.51.2")
            #expect(problem?.hints == ["`scripts/setup` fetches the right one."])
            let again = #expect(throws: Problem.self) { try Database("/nonexistent/ledger.db", .reading) }
            #expect(again == problem)
        }
    }

    @Test(.needs("clang")) func takesANewerEngine() async throws {
        let scratch = try #require(Scratch.current)
        let library = try fakeEngine("v0.52.0", in: scratch)
        await #expect(processExitsWith: .success) { [library = library as String] in
            setenv("DOLTLITE_LIB", library, 1)
            let engine = try Engine.loaded()
            #expect(try engine.version() == "v0.52.0")
        }
    }

    @Test func saysWhereItLookedForTheEngine() async {
        await #expect(processExitsWith: .success) {
            setenv("DOLTLITE_LIB", "/nonexistent/libdoltlite.so", 1)
            let problem = #expect(throws: Problem.self) { try Engine.loaded().version() }
            #expect(problem?.summary == "the ledger's engine (libdoltlite) was not found")
            #expect(problem?.causes == ["looked at /nonexistent/libdoltlite.so"])
        }
    }

    @Test func saysWhyTheEngineCannotBeLoaded() async throws {
        let scratch = try #require(Scratch.current)
        try scratch.write("no library", to: "lib.so")
        await #expect(processExitsWith: .success) { [path = scratch.file("lib.so") as String] in
            setenv("DOLTLITE_LIB", path, 1)
            let problem = #expect(throws: Problem.self) { try Engine.loaded().version() }
            #expect(problem?.summary == "the ledger's engine could not be loaded")
            #expect(problem?.causes.first?.contains(path) == true)
        }
    }

    /// A library that has every function by name and answers each question with its version.
    private func fakeEngine(_ version: String, in scratch: Scratch) throws -> String {
        let header = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Machine/CDoltLite/include/doltlite_api.h")
        let names = try String(contentsOf: header, encoding: .utf8).matches(of: /F\([^,]+, (\w+),/).map { $0.output.1 }
        let special = ["open_v2", "prepare_v2", "step", "column_text", "column_bytes"]
        var source = names.filter { !special.contains(String($0)) }.map { "int sqlite3_\($0)() { return 0; }\n" }
            .joined()
        source += """
            int sqlite3_open_v2(const char *p, void **db) { *db = (void *)8; return 0; }
            int sqlite3_prepare_v2(void *db, const char *s, int n, void **q) { *q = (void *)8; return 0; }
            int sqlite3_step() { return 100; }
            const char *sqlite3_column_text() { return "\(version)"; }
            int sqlite3_column_bytes() { return \(version.utf8.count); }
            """
        try scratch.write(source, to: "fake.c")
        let compiler = Process()
        compiler.executableURL = URL(filePath: "/usr/bin/env")
        compiler.arguments = ["clang", "-w", "-shared", "-fPIC", "-o", scratch.file("fake.so"), scratch.file("fake.c")]
        try compiler.run()
        compiler.waitUntilExit()
        try #require(compiler.terminationStatus == 0)
        return scratch.file("fake.so")
    }
}

import CDoltLite
import Testing

@Suite struct LoadTests {
    private static var engine: String {
        String(cString: doltlite_build_prefix()) + "/lib/" + String(cString: doltlite_file_name())
    }

    @Test func bindsEveryFunctionOfTheEngine() throws {
        var api = doltlite_api()
        #expect(reason(loading: Self.engine, into: &api) == nil)
        let version = try #require(api.libversion())
        #expect(String(cString: version).hasPrefix("3."))
    }

    @Test func saysWhichFileIsNotThere() throws {
        var api = doltlite_api()
        let reason = try #require(reason(loading: "/nonexistent/libdoltlite.so", into: &api))
        #expect(reason.contains("/nonexistent/libdoltlite.so"))
    }

    /// A library that is no engine: the C library's mathematics has none of SQLite's functions.
    @Test func saysWhichFunctionIsMissing() throws {
        #if os(Linux)
            var api = doltlite_api()
            #expect(reason(loading: "libm.so.6", into: &api) == "the library has no function sqlite3_libversion")
        #endif
    }

    @Test func asksTheEngineToCopyBoundText() throws {
        var api = doltlite_api()
        try #require(reason(loading: Self.engine, into: &api) == nil)
        var database: OpaquePointer?
        var statement: OpaquePointer?
        // Flags 6: read, write and create, which an in-memory database needs.
        try #require(api.open_v2(":memory:", &database, 6, nil) == 0)
        defer { _ = api.close_v2(database) }
        try #require(api.prepare_v2(database, "SELECT ?1 || '!'", -1, &statement, nil) == 0)
        defer { _ = api.finalize(statement) }
        var text: [CChar] = [104, 105, 0]
        #expect(api.bind_text(statement, 1, &text, 2, doltlite_transient()) == 0)
        text[0] = 111
        #expect(api.step(statement) == 100)
        #expect(api.column_text(statement, 0).map { String(cString: $0) } == "hi!")
    }

    private func reason(loading path: String, into api: inout doltlite_api) -> String? {
        doltlite_load(path, &api).map { String(cString: $0) }
    }
}

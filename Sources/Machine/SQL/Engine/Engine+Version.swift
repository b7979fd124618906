extension Engine {
    /// What the engine says of itself, such as `v0.51.3`, where no file is open to ask on.
    ///
    /// - Throws: `Problem` for an engine older than ``floor``.
    package func version() throws -> String {
        let memory = try Connection(":memory:", flags: Database.Mode.creating.flags, engine: self)
        var version = ""
        try Statement("SELECT dolt_version()", on: memory).rows([]) { row in
            version = row.text(0) ?? ""
            return false
        }
        try accept(version)
        return version
    }
}

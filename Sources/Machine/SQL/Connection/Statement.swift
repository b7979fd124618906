import CDoltLite

/// A prepared statement of one connection; finalized when nobody holds it any more.
///
/// Statements are kept by their text in ``Database``, so the same text costs its parsing once.
package final class Statement {
    let handle: OpaquePointer
    private let connection: Connection
    package let text: String
    /// What follows the statement in its text.
    private let rest: String
    private let parameterCount: Int
    private var isRunning = false

    init(_ text: String, on connection: Connection) throws(SQLFailure) {
        let (code, handle, rest) = Statement.prepare(text, on: connection)
        guard code == 0 else { throw connection.failure(code, text) }
        guard let handle else {
            throw SQLFailure(code: .error, message: "there is no statement", statement: text, path: connection.path)
        }
        self.handle = handle
        self.rest = rest
        self.text = text
        self.connection = connection
        parameterCount = Int(connection.api.bind_parameter_count(handle))
    }

    deinit { _ = connection.api.finalize(handle) }

    /// Whether nothing follows it in its text but space, comments and empty statements.
    var standsAlone: Bool {
        var rest = rest
        while !rest.isEmpty {
            let (code, next, end) = Statement.prepare(rest, on: connection)
            _ = connection.api.finalize(next)
            guard code == 0, next == nil else { return false }
            rest = end
        }
        return true
    }

    private static func prepare(_ text: String, on connection: Connection) -> (Int32, OpaquePointer?, rest: String) {
        var handle: OpaquePointer?
        return text.withCString { start in
            var end: UnsafePointer<CChar>?
            let code = connection.api.prepare_v2(connection.handle, start, -1, &handle, &end)
            return (code, handle, end.map { String(cString: $0) } ?? "")
        }
    }

    /// Whether the engine says that the statement cannot change the file; it says so of every
    /// `dolt_…` function too.
    package var isReadOnly: Bool { connection.api.stmt_readonly(handle) != 0 }

    /// The names of the columns a row has.
    package var columns: [String] {
        (0..<connection.api.column_count(handle)).map {
            connection.api.column_name(handle, $0).map { String(cString: $0) } ?? ""
        }
    }

    /// Runs the statement and hands each row to `row`, which may read it only until it returns.
    package func each(_ values: [Value], _ row: (Row) throws -> Void) throws {
        try rows(values) {
            try row($0)
            return true
        }
    }

    /// Runs the statement until its end or until `row` answers that it has seen enough.
    ///
    /// While a run is under way, another one of the same text gets a statement of its own, because
    /// the engine would start the first one over.
    func rows(_ values: [Value], while row: (Row) throws -> Bool) throws {
        if isRunning { return try Statement(text, on: connection).rows(values, while: row) }
        let api = connection.api
        isRunning = true
        defer {
            _ = api.reset(handle)
            isRunning = false
        }
        // A place that is given no value must not keep the one of the last run.
        if values.count < parameterCount { _ = api.clear_bindings(handle) }
        for (index, value) in values.enumerated() { try bind(value, at: Int32(index + 1)) }
        while true {
            switch ResultCode(rawValue: api.step(handle)) {
            case .row: if try !row(Row(handle: handle, api: api)) { return }
            case .done: return
            case let code: throw connection.failure(code.rawValue, text)
            }
        }
    }

    private func bind(_ value: Value, at index: Int32) throws(SQLFailure) {
        let api = connection.api
        let code =
            switch value {
            case .null: api.bind_null(handle, index)
            case .integer(let number): api.bind_int64(handle, index, Int64(number))
            case .real(let number): api.bind_double(handle, index, number)
            case .text(let text): bind(text, at: index)
            }
        guard code == 0 else { throw connection.failure(code, text) }
    }

    private func bind(_ text: String, at index: Int32) -> Int32 {
        var text = text
        // -1 asks the engine to copy the bytes (SQLITE_TRANSIENT).
        let copied = unsafeBitCast(-1, to: (@convention(c) (UnsafeMutableRawPointer?) -> Void).self)
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                let empty: [CChar] = [0]
                guard let base = $0.baseAddress else {
                    return connection.api.bind_text(handle, index, empty, 0, copied)
                }
                return connection.api.bind_text(handle, index, base, Int32(clamping: $0.count), copied)
            }
        }
    }
}

/// One row of a result, valid until the next one is asked for.
package struct Row {
    let handle: OpaquePointer
    let api: doltlite_api

    /// The text of a column, `nil` where it is null.
    package func text(_ column: Int) -> String? { bytes(column).map { String(decoding: $0, as: UTF8.self) } }

    /// The bytes of a column as text, `nil` where it is null; they stand there until the next row is asked for.
    package func bytes(_ column: Int) -> UnsafeBufferPointer<UInt8>? {
        guard let start = api.column_text(handle, Int32(column)) else { return nil }
        return UnsafeBufferPointer(start: start, count: Int(api.column_bytes(handle, Int32(column))))
    }

    /// The number of a column, 0 where it is null.
    package func integer(_ column: Int) -> Int { Int(api.column_int64(handle, Int32(column))) }

    /// The number of a column, `nil` where it is null.
    package func integerIfAny(_ column: Int) -> Int? {
        api.column_type(handle, Int32(column)) == 5 ? nil : integer(column)
    }

    /// A column as the engine typed it; blobs are read as text.
    package func value(_ column: Int) -> Value {
        switch api.column_type(handle, Int32(column)) {
        case 1: .integer(integer(column))
        case 2: .real(api.column_double(handle, Int32(column)))
        case 5: .null
        default: .text(text(column) ?? "")
        }
    }
}

import CDoltLite

/// The engine's handle on one open file, closed with the last statement that uses it.
final class Connection {
    let api: doltlite_api
    let handle: OpaquePointer
    let path: String

    init(_ path: String, flags: Int32, engine: Engine) throws(SQLFailure) {
        api = engine.api
        self.path = path
        var handle: OpaquePointer?
        let code = api.open_v2(path, &handle, flags, nil)
        guard code == 0, let handle else {
            let message = handle.flatMap { engine.api.errmsg($0) }.map { String(cString: $0) } ?? "out of memory"
            _ = api.close_v2(handle)
            throw SQLFailure(code: ResultCode(rawValue: code), message: message, path: path)
        }
        self.handle = handle
        _ = api.extended_result_codes(handle, 1)
    }

    deinit { _ = api.close_v2(handle) }

    /// What the engine says of its last failure on this connection.
    func failure(_ code: Int32, _ statement: String?) -> SQLFailure {
        let message = api.errmsg(handle).map { String(cString: $0) } ?? ""
        let extended = api.extended_errcode(handle)
        let best = extended & 0xff == code & 0xff ? extended : code
        return SQLFailure(code: ResultCode(rawValue: best), message: message, statement: statement, path: path)
    }
}

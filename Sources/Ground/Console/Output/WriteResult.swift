/// What became of bytes that were to be written.
package enum WriteResult: Hashable, Sendable {
    case written
    /// The reader has gone; nobody wants the rest, and that is no error.
    case closed
    /// The bytes did not reach their place, for the reason the system gives.
    case failed(String)
}

/// Takes all of some bytes, or says why not.
package typealias Sink = @Sendable ([UInt8]) -> WriteResult

import JSON

/// What a program that runs agents says on standard input when it calls a hook.
package struct HookCall: Hashable, Sendable {
    /// Why a session begins.
    package enum Source: String, Hashable, Sendable {
        case startup
        /// An earlier conversation goes on.
        case resume
        /// The conversation was cut down to a summary.
        case compact
        case clear
    }

    package let source: Source?
    package let sessionID: String?

    /// Reads one JSON object; whatever else comes says nothing, because a hook must not fail for it.
    package init(input: [UInt8]) {
        let object = try? JSON.parse(String(decoding: input, as: UTF8.self))
        source = object?["source"]?.string.flatMap(Source.init(rawValue:))
        sessionID = object?["session_id"]?.string
    }

    /// Whether the reader has been told everything before and may have lost it.
    package var isContinuation: Bool { source == .resume || source == .compact }
}

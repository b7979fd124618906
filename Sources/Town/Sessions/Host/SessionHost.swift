package import Effects

/// A running session as its host tells it.
package struct HostedSession: Hashable, Sendable {
    package let name: String
    /// Seconds since 1970.
    package let created: Int
    /// Seconds since 1970 of the last thing written or typed there.
    package let active: Int
    /// A person looks at it.
    package let isAttached: Bool

    package init(name: String, created: Int, active: Int, isAttached: Bool) {
        self.name = name
        self.created = created
        self.active = active
        self.isAttached = isAttached
    }
}

/// Where sessions run: a terminal that lives without anybody looking at it.
///
/// Names are exact in every call.
package protocol SessionHost: Sendable {
    /// How the host is found from outside, such as the name of a tmux socket.
    var name: String { get }
    /// All sessions, asked for once, sorted by name.
    func sessions() throws -> [HostedSession]
    /// Starts a program; no shell reads `command`. The session ends with it.
    func start(_ name: String, running command: [String], in directory: String, environment: [String: String]) throws
    /// Ends a session; one that is not there is no error.
    func end(_ name: String) throws
    /// The last lines of what the session shows.
    func capture(_ name: String, lines: Int) throws -> String
    /// The program that shows the session to a person.
    func attachment(_ name: String) -> ProcessCall
    /// Ends the host itself with what still runs there.
    func shutDown() throws
}

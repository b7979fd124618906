/// A session as `list-sessions` tells it.
package struct TmuxSession: Hashable, Sendable {
    package let name: String
    /// Seconds since 1970.
    package let created: Int
    /// When something was last written or typed there, seconds since 1970.
    package let active: Int
    /// How many people look at it.
    package let clients: Int
    /// The process in the pane that is in front.
    package let panePid: Int

    package init(name: String, created: Int, active: Int, clients: Int, panePid: Int) {
        self.name = name
        self.created = created
        self.active = active
        self.clients = clients
        self.panePid = panePid
    }

    // A colon cannot stand in a session's name.
    static let format =
        "#{session_name}:#{session_created}:#{session_activity}:#{session_attached}:#{pane_pid}"

    init?(_ line: some StringProtocol) {
        let fields = line.split(separator: ":", omittingEmptySubsequences: false)
        guard fields.count == 5, let created = Int(fields[1]), let clients = Int(fields[3]) else { return nil }
        self.init(
            name: String(fields[0]),
            created: created,
            active: Int(fields[2]) ?? created,
            clients: clients,
            panePid: Int(fields[4]) ?? 0
        )
    }
}

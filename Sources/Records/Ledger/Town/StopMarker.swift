import Basics
import Vocabulary

// A row of hq, so that no file can be forgotten: while it stands, nothing of the town is started.
private let key = "town.stopped"

extension Reader {
    /// Since when the town is down, `nil` while it may work; asked of hq.
    package func townStopped() throws -> String? { try config(key) }

    /// Refuses to start anything while the town is down; asked of hq.
    package func requireRunningTown() throws {
        guard let since = try townStopped() else { return }
        throw Problem(
            .refused,
            "the town is down since \(since); nothing was started",
            hints: ["`gt up` brings it up."]
        )
    }
}

extension Transaction {
    /// Sets or takes away the mark that the town is down; in hq.
    package func markTown(stopped: Bool) throws {
        try setConfig(key, stopped ? time.inSeconds : nil)
    }
}

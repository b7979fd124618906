import Basics
package import Vocabulary

// Rows of hq, so that no file can be forgotten: while one stands, nothing of the town, or no refinery of the rig, is started.
private let key = "town.stopped"
private func key(of rig: RigName) -> String { "refinery.\(rig).stopped" }

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

    /// Since when a rig's refinery is stopped by hand, `nil` while it may run; asked of hq.
    package func refineryStopped(_ rig: RigName) throws -> String? { try config(key(of: rig)) }

    /// Refuses to start a rig's refinery while it is stopped by hand; asked of hq.
    package func requireRefinery(_ rig: RigName) throws {
        guard let since = try refineryStopped(rig) else { return }
        throw Problem(
            .refused,
            "the refinery of \(rig) was stopped by hand at \(since); it was not started",
            hints: ["`gt refinery start \(rig)` starts it."]
        )
    }
}

extension Transaction {
    /// Sets or takes away the mark that the town is down; in hq.
    package func markTown(stopped: Bool) throws {
        try setConfig(key, stopped ? time.inSeconds : nil)
    }

    /// Sets or takes away the mark that a rig's refinery is to stay stopped; in hq.
    package func markRefinery(_ rig: RigName, stopped: Bool) throws {
        try setConfig(key(of: rig), stopped ? time.inSeconds : nil)
    }
}

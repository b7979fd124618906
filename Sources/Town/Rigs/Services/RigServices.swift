import Host
import Layout
package import Sessions
import Settings
package import Supervised
package import Vocabulary

/// The loops that a rig has beside its workers: at present its refinery.
package struct RigServices {
    private let sessions: Sessions
    private let supervision: Supervision

    package init(sessions: Sessions, supervision: Supervision) {
        self.sessions = sessions
        self.supervision = supervision
    }

    /// Starts the refinery in its session; one that runs is left alone.
    ///
    /// It makes its own worktree where that is gone, so it may begin beside it.
    @discardableResult
    package func start(_ name: RigName, prefix: Prefix) throws -> Sessions.Started {
        let rig = sessions.town.rig(name)
        let order = SessionOrder(
            .refinery(name),
            prefix: prefix,
            in: Files.isFolder(rig.refineryWorktree) ? rig.refineryWorktree : rig.root,
            .service(["refinery", "run", name.description])
        )
        return try sessions.start(order, supervision)
    }

    /// Ends the refinery with all it started; returns whether there was something to end.
    @discardableResult
    package func stop(_ name: RigName, prefix: Prefix) throws -> Bool {
        if try sessions.isVacant(.refinery(name), prefix: prefix, supervision) { return false }
        try sessions.end(.refinery(name), prefix: prefix, supervision)
        return true
    }

    /// Whether the refinery's session is there.
    package func isRunning(_ name: RigName, prefix: Prefix) throws -> Bool {
        try sessions.isRunning(.refinery(name), prefix: prefix, nil, supervision)
    }
}

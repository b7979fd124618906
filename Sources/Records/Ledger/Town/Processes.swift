import Basics
import SQL
import Vocabulary

/// A process the town started, as it was written down before its program ran (hq only).
package struct ProcessRecord: Hashable, Sendable {
    package var pid: Int
    /// As the system tells it; with pid and boot it names one process for ever.
    package var startTime: String
    package var bootID: String
    package var sessionID: Int
    /// Whose process it is.
    package var address: String
    /// What it does: agent, refinery, daemon.
    package var kind: String
    package var incarnation: String?
    /// The tmux session it runs in.
    package var session: String?

    package init(
        pid: Int,
        startTime: String,
        bootID: String,
        sessionID: Int,
        address: String,
        kind: String,
        incarnation: String? = nil,
        session: String? = nil
    ) {
        self.pid = pid
        self.startTime = startTime
        self.bootID = bootID
        self.sessionID = sessionID
        self.address = address
        self.kind = kind
        self.incarnation = incarnation
        self.session = session
    }
}

extension Reader {
    /// Every recorded process, living or not, oldest record first.
    package func processes() throws -> [ProcessRecord] {
        let sql = """
            SELECT pid, start_time, boot_id, session_id, address, kind, incarnation, session
            FROM wisp_processes ORDER BY recorded_at, pid
            """
        return try database.rows(sql) {
            ProcessRecord(
                pid: $0.integer(0),
                startTime: $0.text(1) ?? "",
                bootID: $0.text(2) ?? "",
                sessionID: $0.integer(3),
                address: $0.text(4) ?? "",
                kind: $0.text(5) ?? "",
                incarnation: $0.text(6),
                session: $0.text(7)
            )
        }
    }
}

extension Transaction {
    /// Writes a process down; the same one again replaces its row.
    package func record(_ process: ProcessRecord) throws {
        try change(
            .ignored,
            "INSERT OR REPLACE INTO wisp_processes VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            [
                .integer(process.pid), .text(process.startTime), .text(process.bootID), .integer(process.sessionID),
                .text(process.address), .text(process.kind), .text(process.incarnation), .text(process.session),
                .time(time),
            ]
        )
    }

    /// Strikes a process that is known to have ended.
    package func forget(_ process: ProcessRecord) throws {
        try change(
            .ignored,
            "DELETE FROM wisp_processes WHERE pid = ?1 AND start_time = ?2 AND boot_id = ?3",
            [.integer(process.pid), .text(process.startTime), .text(process.bootID)]
        )
    }
}

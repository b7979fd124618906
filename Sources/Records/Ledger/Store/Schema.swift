/// The tables of a ledger, as named migrations in the order in which they are applied.
///
/// A migration that has been released is never edited; a change is a new one. Versioned tables are
/// lean on purpose: each index whose key changes costs 6 to 9 KB of history a commit. Ignored
/// tables (``wisps``) hold what must not enter history; no trigger, view, AUTOINCREMENT or ANALYZE
/// may touch them (doltlite.md 1.6).
///
/// Every table costs each write a fifth of a millisecond, filled or not, and each opening some more: a ledger outside of a
/// town has none of a town's (docs/decisions/0014-few-tables.md).
enum Schema {
    /// A step from one state of the schema to the next.
    struct Migration {
        let name: String
        var scope = LedgerScope.project
        let statements: [String]
    }

    /// Applied with a version commit each.
    static let versioned: [Migration] = [
        Migration(name: "0001-beads", statements: ignoreRules + beads),
        Migration(name: "0002-town", scope: .town, statements: town),
    ]

    /// Applied with a plain commit each, after the rules that keep them out of history.
    static let ignored: [Migration] = [
        Migration(name: "0001-wisps", statements: wisps),
        Migration(name: "0002-town-wisps", scope: .town, statements: townWisps),
    ]

    /// Both patterns are needed: `_` stands for itself, so `wisp_%` alone lets `wisps` in.
    private static let ignoreRules = [
        "INSERT INTO dolt_ignore VALUES ('wisps', 1), ('wisp_%', 1)"
    ]

    /// The columns of a bead's row, in `issues` and in `wisps` alike; ``Bead`` reads them in this order.
    private static let beadColumns = """
        id TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        description TEXT NOT NULL DEFAULT '',
        design TEXT NOT NULL DEFAULT '',
        acceptance_criteria TEXT NOT NULL DEFAULT '',
        notes TEXT NOT NULL DEFAULT '',
        spec_id TEXT,
        status TEXT NOT NULL DEFAULT 'open',
        priority INTEGER NOT NULL DEFAULT 2,
        issue_type TEXT NOT NULL DEFAULT 'task',
        assignee TEXT,
        owner TEXT,
        estimated_minutes INTEGER,
        created_at TEXT NOT NULL,
        created_by TEXT,
        updated_at TEXT NOT NULL,
        started_at TEXT,
        closed_at TEXT,
        close_reason TEXT,
        closed_by_session TEXT,
        due_at TEXT,
        defer_until TEXT,
        external_ref TEXT,
        source_system TEXT,
        source_repo TEXT,
        metadata TEXT,
        compaction_level INTEGER NOT NULL DEFAULT 0,
        compacted_at TEXT,
        compacted_at_commit TEXT,
        original_size INTEGER,
        sender TEXT,
        ephemeral INTEGER NOT NULL DEFAULT 0,
        no_history INTEGER NOT NULL DEFAULT 0,
        wisp_type TEXT,
        pinned INTEGER NOT NULL DEFAULT 0,
        is_template INTEGER NOT NULL DEFAULT 0,
        mol_type TEXT,
        work_type TEXT,
        event_kind TEXT,
        actor TEXT,
        target TEXT,
        payload TEXT,
        await_type TEXT,
        await_id TEXT,
        timeout_ns INTEGER,
        waiters TEXT,
        bonded_from TEXT,
        source_formula TEXT,
        source_location TEXT,
        content_hash TEXT,
        token INTEGER NOT NULL DEFAULT 0,
        attempt INTEGER NOT NULL DEFAULT 0,
        is_blocked INTEGER NOT NULL DEFAULT 0
        """

    private static let edgeColumns = """
        source TEXT NOT NULL,
        target TEXT NOT NULL,
        type TEXT NOT NULL,
        created_at TEXT NOT NULL,
        created_by TEXT,
        metadata TEXT,
        thread_id TEXT,
        PRIMARY KEY (source, target, type)
        """

    private static let labelColumns = "issue_id TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (issue_id, label)"

    private static let commentColumns = """
        issue_id TEXT NOT NULL,
        id TEXT NOT NULL,
        author TEXT NOT NULL,
        text TEXT NOT NULL,
        created_at TEXT NOT NULL,
        PRIMARY KEY (issue_id, id)
        """

    private static let eventColumns = """
        op_id TEXT NOT NULL,
        number INTEGER NOT NULL,
        issue_id TEXT,
        event_type TEXT NOT NULL,
        actor TEXT NOT NULL,
        old_value TEXT,
        new_value TEXT,
        comment TEXT,
        created_at TEXT NOT NULL,
        PRIMARY KEY (op_id, number)
        """

    private static let beads =
        [
            "CREATE TABLE issues (\(beadColumns))",
            // What else `ready` asks stands in it, so that counting reads no row of a bead (decision 0013).
            """
            CREATE INDEX issues_ready ON issues (priority, created_at DESC, id, issue_type, defer_until)
            WHERE status = 'open' AND is_blocked = 0 AND pinned = 0 AND is_template = 0
            """,
            """
            CREATE INDEX issues_not_closed ON issues (priority, created_at DESC, id)
            WHERE status <> 'closed'
            """,
            // Tiny: only beads that sleep or slept have a row; `ready` asks it who wakes, and whether anybody sleeps at all.
            "CREATE INDEX issues_deferred ON issues (defer_until) WHERE defer_until IS NOT NULL",
            "CREATE TABLE dependencies (\(edgeColumns))",
            "CREATE INDEX dependencies_target ON dependencies (target, type)",
            "CREATE TABLE labels (\(labelColumns))",
            "CREATE TABLE comments (\(commentColumns))",
            "CREATE TABLE events (\(eventColumns))",
            "CREATE TABLE config (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
            // Facts of all kinds under the keys of ``Fact``.
            "CREATE TABLE metadata (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
            // The rest of an action that touches a second ledger; a row goes away once delivered.
            """
            CREATE TABLE outbox (
                op_id TEXT NOT NULL, number INTEGER NOT NULL, target TEXT NOT NULL, kind TEXT NOT NULL,
                payload TEXT NOT NULL, created_at TEXT NOT NULL, PRIMARY KEY (op_id, number))
            """,
        ]

    /// What the town writes down beside the beads.
    private static let town = [
        // A seat or a service: the typed side of an agent's bead.
        """
        CREATE TABLE agents (
            id TEXT PRIMARY KEY, role TEXT NOT NULL, rig TEXT, name TEXT, state TEXT NOT NULL,
            hook TEXT, incarnation TEXT, token INTEGER NOT NULL DEFAULT 0, branch TEXT, worktree TEXT,
            agent TEXT, since TEXT NOT NULL)
        """,
        // The typed side of a merge request's bead. A lease is owner and token; its beat is elsewhere.
        """
        CREATE TABLE merge_requests (
            id TEXT PRIMARY KEY, bead TEXT NOT NULL, worker TEXT NOT NULL, incarnation TEXT NOT NULL,
            branch TEXT NOT NULL, target TEXT NOT NULL, base TEXT NOT NULL, head TEXT NOT NULL,
            state TEXT NOT NULL, priority INTEGER NOT NULL, attempt INTEGER NOT NULL DEFAULT 0,
            lease_owner TEXT, lease_token INTEGER NOT NULL DEFAULT 0, landing TEXT, landed_commit TEXT,
            reason TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL)
        """,
        // What was tested and is about to be pushed, written before the push.
        """
        CREATE TABLE landings (
            id TEXT PRIMARY KEY, target TEXT NOT NULL, base TEXT NOT NULL, tip TEXT NOT NULL, tree TEXT NOT NULL,
            members TEXT NOT NULL, gates TEXT NOT NULL, state TEXT NOT NULL,
            created_at TEXT NOT NULL, updated_at TEXT NOT NULL)
        """,
        // The typed side of a message's bead: one row a recipient, each with its own state.
        """
        CREATE TABLE messages (
            recipient TEXT NOT NULL, id TEXT NOT NULL, sender TEXT NOT NULL, type TEXT NOT NULL,
            thread_id TEXT NOT NULL, reply_to TEXT, duplicate_key TEXT, state TEXT NOT NULL,
            created_at TEXT NOT NULL, expires_at TEXT, delivered_at TEXT, ended_at TEXT,
            PRIMARY KEY (recipient, id))
        """,
        // What an agent is asked for at each turn's end; a read message leaves it.
        "CREATE INDEX messages_unread ON messages (recipient, created_at) WHERE state = 'unread'",
        // Who is told when a convoy is complete.
        "CREATE TABLE watchers (bead TEXT NOT NULL, address TEXT NOT NULL, PRIMARY KEY (bead, address))",
    ]

    private static let wisps = [
        "CREATE TABLE wisps (\(beadColumns))",
        "CREATE TABLE wisp_dependencies (\(edgeColumns))",
        "CREATE INDEX wisp_dependencies_target ON wisp_dependencies (target, type)",
        "CREATE TABLE wisp_labels (\(labelColumns))",
        "CREATE TABLE wisp_comments (\(commentColumns))",
        "CREATE TABLE wisp_events (\(eventColumns))",
        // Facts of this copy of the store and of its wisps.
        "CREATE TABLE wisp_metadata (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    ]

    private static let townWisps = [
        // Short notes for a running agent, delivered at a turn's end and gone with that (hq only).
        """
        CREATE TABLE wisp_nudges (
            id TEXT PRIMARY KEY, recipient TEXT NOT NULL, sender TEXT NOT NULL, text TEXT NOT NULL,
            is_urgent INTEGER NOT NULL, created_at TEXT NOT NULL, expires_at TEXT NOT NULL,
            lease TEXT, leased_until TEXT)
        """,
        // Every process the town started, written before its program runs (hq only).
        """
        CREATE TABLE wisp_processes (
            pid INTEGER NOT NULL, start_time TEXT NOT NULL, boot_id TEXT NOT NULL, session_id INTEGER NOT NULL,
            address TEXT NOT NULL, kind TEXT NOT NULL, incarnation TEXT, session TEXT, recorded_at TEXT NOT NULL,
            PRIMARY KEY (pid, start_time, boot_id))
        """,
    ]
}

/// Whose tables a ledger has.
package enum LedgerScope: Hashable, Sendable {
    /// Beads and what belongs to them.
    case project
    /// Also agents, merge requests, mail and processes.
    case town
}

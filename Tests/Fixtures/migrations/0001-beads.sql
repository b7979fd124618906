INSERT INTO issues (id, title, status, priority, issue_type, created_at, updated_at, is_blocked) VALUES
    ('gt-a1b', 'First', 'open', 1, 'task', '2026-01-02T03:04:05.000000006Z', '2026-01-02T03:04:05.000000006Z', 0),
    ('gt-c2d', 'Second', 'open', 2, 'epic', '2026-01-03T03:04:05.000000006Z', '2026-01-03T03:04:05.000000006Z', 1),
    ('gt-gastown-polecat-toast', 'toast', 'open', 2, 'agent', '2026-01-03T03:04:05.000000006Z', '2026-01-03T03:04:05.000000006Z', 0);
INSERT INTO dependencies VALUES ('gt-c2d', 'gt-a1b', 'blocks', '2026-01-03T03:04:05.000000006Z', 'ana', NULL, NULL);
INSERT INTO labels VALUES ('gt-a1b', 'urgent');
INSERT INTO comments VALUES ('gt-a1b', 'c1', 'ana', 'A word.', '2026-01-03T03:04:05.000000006Z');
INSERT INTO events VALUES ('op-1', 0, NULL, 'operation', 'ana', NULL, 'gt-a1b', NULL, '2026-01-02T03:04:05.000000006Z');
INSERT INTO config VALUES ('status.custom', 'review:wip');
INSERT INTO metadata VALUES ('children.gt-c2d', '4'), ('beads.gt', '2'), ('beads.gt-gastown-polecat', '1');
INSERT INTO outbox VALUES ('op-1', 1, 'hq', 'convoy', '{}', '2026-01-03T03:04:05.000000006Z');

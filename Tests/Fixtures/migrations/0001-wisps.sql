INSERT INTO wisps (id, title, status, created_at, updated_at, ephemeral) VALUES
    ('gt-wisp-w1', 'Passing', 'open', '2026-01-02T03:04:05.000000006Z', '2026-01-02T03:04:05.000000006Z', 1);
INSERT INTO wisp_dependencies VALUES ('gt-wisp-w1', 'gt-a1b', 'related', '2026-01-03T03:04:05.000000006Z', NULL, NULL, NULL);
INSERT INTO wisp_labels VALUES ('gt-wisp-w1', 'patrol');
INSERT INTO wisp_metadata VALUES ('beads.gt-wisp', '1');

INSERT INTO wisp_processes VALUES (42, '777', 'boot', 42, 'gastown/toast', 'agent', NULL, NULL, '2026-01-03T03:04:05.000000006Z');

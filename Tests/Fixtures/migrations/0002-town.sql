INSERT INTO agents VALUES ('gt-gastown-polecat-toast', 'polecat', 'gastown', 'toast', 'working', 'gt-a1b', 'abcdefgh12', 3,
    'polecat/toast/gt-a1b', '/town/gastown/polecats/toast', 'shell', '2026-01-03T03:04:05.000000006Z');

"""Our commands beside a bare C program that runs the very same statements on a copy of the same file."""

PLUS = 3.0  # milliseconds that a command may take beyond the C program
TIMES = 2.5  # and how many times as long, where the C program takes more than SLOW
SLOW = 5.0


def kept(ours, bare):
    return ours <= bare + PLUS and (bare <= SLOW or ours <= TIMES * bare)


LIMIT = f"C + {PLUS:g} ms, and {TIMES:g}× where C takes over {SLOW:g} ms"


def start(workshop, table):
    """What any call costs."""
    table.section("Start-up, beside a C program that loads the engine")
    ours, bare = workshop.medians(
        [f"{workshop.bd} --version", f"{workshop.path('empty')} {workshop.library}"], workshop.folder, runs=workshop.runs * 4
    )
    table.row("bd --version", ours, bare, limit="C + 3 ms", kept=ours <= bare + PLUS)


def reads(workshop, table, ledger):
    """One bead, the list, and what is ready; text and JSON."""
    table.section(f"Reading from {ledger.count:,} beads, beside the same statements in C")
    middle = ledger.beads[ledger.count // 2]["id"]
    for words in (["show", middle], ["show", middle, "--json"], ["list"], ["list", "--json"], ["ready"], ["ready", "--json"]):
        recording, count = ledger.record(*words)
        ours, bare = workshop.medians([" ".join([workshop.bd, *words]), ledger.replay(recording)], ledger.folder)
        name = " ".join(["bd", *words]).replace(middle, "ID")
        table.row(name, ours, bare, limit=LIMIT, kept=kept(ours, bare), note=f"{count} statements")


def writes(workshop, table, ledger, closable):
    """Durable, versioned writes; each run on a fresh copy, because a write changes what the next one costs."""
    table.section(f"Writing to {ledger.count:,} beads, beside the same statements in C")
    prepare = [ledger.restoring(ledger.file), ledger.restoring(ledger.twin)]
    for words in (["create", "measured", "-p", "2"], ["close", closable[0], "--reason", "done"], ["update", closable[1], "--claim"]):
        recording, count = ledger.record(*words)
        ours, bare = workshop.medians([" ".join([workshop.bd, *words]), ledger.replay(recording)], ledger.folder, prepare)
        name = " ".join(["bd", *words]).replace(closable[0], "ID").replace(closable[1], "ID")
        table.row(name, ours, bare, limit="C + 3 ms", kept=ours <= bare + PLUS, note=f"{count} statements")
    one, hundred = workshop.medians(
        [f"{workshop.bd} close {closable[0]}", " ".join([workshop.bd, "close", *closable[2:102]])], ledger.folder, prepare[:1], 10
    )
    table.row("bd close of 100, beside one", hundred, one, limit="4× one close", kept=hundred <= 4 * one)
    ledger.restore()


def importing(table, ledger):
    table.row(f"bd import of {ledger.count:,} beads", ledger.import_time, limit="2,000 ms at 10,000", kept=ledger.import_time <= 2000 if ledger.count == 10_000 else None)

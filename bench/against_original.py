"""Our commands beside the original's published figures (original.json), scaled by calibrators of the same run."""
import json
import os
import statistics

with open(os.path.join(os.path.dirname(__file__), "original.json"), encoding="utf-8") as file:
    ORIGINAL = json.load(file)

DEFAULT, FASTEST = 20, 10  # how many times as fast as the original's default, and as its fastest mode


def scale(workshop, folder):
    """How much slower this machine is now than the one of the original's figures."""
    now = workshop.medians(["/bin/true", "git status --short"], folder, runs=50)
    then = ORIGINAL["calibrators"]
    return statistics.mean([now[0] / then["true"], now[1] / then["git status"]])


def rows(ledger, closable):
    """Each measured call: the original's name for it, and the words of the n-th run."""
    tasks = [bead["id"] for bead in ledger.beads if bead["status"] == "open" and bead["issue_type"] == "task"]
    middle = ledger.beads[ledger.count // 2]["id"]
    yield "show ID --json", lambda n: ["show", middle, "--json"]
    for words in ("ready", "list", "list --status open --json -n 0", "blocked --json", "search retry", "count --by-status"):
        yield words, lambda n, words=words: words.split()
    yield "create", lambda n: ["create", f"measured {n}", "-p", "2"]
    yield "update", lambda n: ["update", closable[-1 - n], "--status", "in_progress", "--assignee", "bench"]
    yield "close", lambda n: ["close", closable[n], "--reason", "done"]
    yield "label add", lambda n: ["label", "add", tasks[80 + n], "fast"]
    yield "dep add", lambda n: ["dep", "add", tasks[-1 - n], tasks[n]]
    yield "export", lambda n: ["export"]


def commands(workshop, table, ledger, closable, runs=15):
    """The original's commands at this size; writes follow one another on one ledger, as in use."""
    factor = scale(workshop, ledger.folder)
    table.section(f"{ledger.count:,} beads, beside the original as published × {factor:.2f} (this machine now)")
    size = str(ledger.count)

    def show(name, ours):
        figures = ORIGINAL["bd"][name]
        default, fastest = figures[size] * factor, figures["server"] * factor
        kept = ours * DEFAULT <= default and (size != "1000" or ours * FASTEST <= fastest)
        limit = f"1/{DEFAULT} of {default:,.0f} ms" + (f", 1/{FASTEST} of {fastest:,.0f} ms" if size == "1000" else "")
        table.row(f"bd {name}", ours, default, limit=limit, kept=kept)

    show("init", ledger.init_time)
    show("import", ledger.import_time)
    for name, words in rows(ledger, closable):
        times = [ledger.bd(*words(number))[0] for number in range(runs + 1)]
        show(name, statistics.median(times[1:]))
    show("close of 100", ledger.bd("close", *closable[runs + 5:runs + 105])[0])
    ledger.restore()

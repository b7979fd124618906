"""Our commands beside the original's published figures (original.json), scaled by calibrators of the same run."""
import json
import os
import statistics

with open(os.path.join(os.path.dirname(__file__), "original.json"), encoding="utf-8") as file:
    ORIGINAL = json.load(file)

DEFAULT, FASTEST = 20, 10  # how many times as fast as the original's default, and as its fastest mode


CALIBRATORS = {"true": ["/bin/true"], "git status": ["git", "status", "--short"]}


class Gauge:
    """Calls with calibrators between them, so that a machine whose speed changes is gauged as it was at each row.

    The calibrators are called as the rows are, which is how those of the published figures were.
    """

    def __init__(self, workshop, folder):
        """`folder` is a git repository, for `git status`."""
        self.workshop, self.folder = workshop, folder

    def measure(self, call, runs=15):
        """The median time of `call(n)`, and how much slower this machine was meanwhile than that of the published figures."""
        ours, calibrators = [], {name: [] for name in CALIBRATORS}
        for number in range(runs + 1):
            for name, words in CALIBRATORS.items():
                calibrators[name].append(self.workshop.call(words, self.folder)[0])
            ours.append(call(number))
        return statistics.median(ours[1:]), self._factor(calibrators)

    def factor(self, runs=15):
        """How much slower this machine is now."""
        return self.measure(lambda number: 0, runs)[1]

    @staticmethod
    def _factor(calibrators):
        then = ORIGINAL["calibrators"]
        return statistics.mean(statistics.median(times[1:]) / then[name] for name, times in calibrators.items())


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
    gauge = Gauge(workshop, ledger.folder)
    table.section(f"{ledger.count:,} beads, beside the original as published × the speed of this machine at that row")
    size = str(ledger.count)

    def show(name, ours, factor):
        figures = ORIGINAL["bd"][name]
        default, fastest = figures[size] * factor, figures["server"] * factor
        kept = ours * DEFAULT <= default and (size != "1000" or ours * FASTEST <= fastest)
        limit = f"1/{DEFAULT} of {default:,.0f} ms" + (f", 1/{FASTEST} of {fastest:,.0f} ms" if size == "1000" else "")
        table.row(f"bd {name}", ours, default, limit=limit, kept=kept, note=f"original × {factor:.2f}")

    now = gauge.factor()
    show("init", ledger.init_time, now)
    show("import", ledger.import_time, now)
    for name, words in rows(ledger, closable):
        show(name, *gauge.measure(lambda number, words=words: ledger.bd(*words(number))[0], runs))
    show("close of 100", ledger.bd("close", *closable[runs + 5:runs + 105])[0], gauge.factor())
    ledger.restore()

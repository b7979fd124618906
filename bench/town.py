"""The town's commands beside the original's published figures, and how long work takes to begin."""
import os
import statistics
import subprocess
import time

from against_original import ORIGINAL, Gauge

TIMES = {"version": 1, "status": 200, "mail inbox": 200, "prime": 100, "hook": 100}  # the rest: 20
PRIME_BYTES = 4096
MESSAGES = 30
RIG = "bench"


class Town:
    """A town with one rig, made by `gt` below the workshop's folder, without agents."""

    def __init__(self, workshop):
        self.workshop = workshop
        self.folder = workshop.path("town")
        self.bare = workshop.path("project.git")
        # The town starts `gt` and `bd` by name, as its agents do; the actor is who stands where.
        self.extra = {"PATH": f"{os.path.dirname(workshop.gt)}:{workshop.environment['PATH']}", "BD_ACTOR": "overseer", "BEADS_ACTOR": "overseer"}
        self.make_repository()
        self.times = {"install": self.gt("install", self.folder, folder=workshop.folder)[0]}
        self.times["rig add"] = self.gt("rig", "add", RIG, self.bare)[0]
        self.gt("config", "default-agent", "shell")

    def gt(self, *words, folder=None):
        return self.workshop.call([self.workshop.gt, *words], folder or self.folder, **self.extra)

    def bd(self, *words):
        return self.workshop.call([self.workshop.bd, *words], os.path.join(self.folder, RIG), **self.extra)

    def git(self, *words, folder=None):
        identity = ["-c", "user.name=bench", "-c", "user.email=bench@example.invalid", "-c", "init.defaultBranch=main"]
        return self.workshop.call(["git", *identity, *words], folder or self.workshop.folder)

    def make_repository(self):
        source = self.workshop.path("project")
        os.mkdir(source)
        self.git("init", "-q", folder=source)
        for number in range(200):
            with open(os.path.join(source, f"file-{number}.txt"), "w", encoding="utf-8") as file:
                file.write(f"line {number}\n" * 50)
        self.git("add", "-A", folder=source)
        self.git("commit", "-q", "-m", "first", folder=source)
        self.git("clone", "-q", "--bare", source, self.bare)

    def remove(self):
        """Ends whatever still runs there."""
        for words in (["down"], ["uninstall", self.folder, "--backup", self.workshop.path("backup")]):
            subprocess.run(
                [self.workshop.gt, *words], cwd=self.folder, env=self.workshop.environment | self.extra,
                stdin=subprocess.DEVNULL, capture_output=True,
            )


def measure(workshop, table, runs=9):
    town = Town(workshop)
    try:
        commands(town, table, runs)
        beginning(town, table)
    finally:
        town.remove()


def commands(town, table, runs):
    gauge = Gauge(town.workshop, town.workshop.path("project"))
    table.section("The town, beside the original as published × the speed of this machine at that row")
    mayor = os.path.join(town.folder, "mayor")

    def show(name, measured, label=None):
        ours, factor = measured
        default, times = ORIGINAL["gt"][name] * factor, TIMES.get(name, 20)
        table.row(f"gt {label or name}", ours, default, limit=f"1/{times} of {default:,.0f} ms", kept=ours * times <= default,
                  note=f"original × {factor:.2f}")

    def median(*words, folder=None):
        return gauge.measure(lambda number: town.gt(*words, folder=folder)[0], runs)

    now = gauge.factor()
    for name in ("install", "rig add"):
        show(name, (town.times[name], now))
    for name in ("version", "status", "status --fast", "rig list", "convoy list", "ready"):
        show(name, median(*name.split()))
    show("polecat list", median("polecat", "list", RIG))
    show("mq list", median("mq", "list", RIG))
    show("mail send", gauge.measure(
        lambda number: town.gt("mail", "send", "mayor/", "-s", f"subject {number}", "-m", f"text {number}")[0], MESSAGES - 1
    ))
    show("mail inbox", median("mail", "inbox", folder=mayor), f"mail inbox, {MESSAGES} messages")
    show("mail check", median("mail", "check", folder=mayor))
    show("prime", median("prime", folder=mayor))
    size = len(town.gt("prime", folder=mayor)[1].encode())
    table.row("bytes that gt prime prints", size, unit="B", limit=f"at most {PRIME_BYTES}", kept=size <= PRIME_BYTES)
    show("hook", median("hook", folder=mayor))
    show("doctor", median("doctor"))


def beginning(town, table, runs=5):
    """From `gt sling` to the first instruction of the worker; git's own time for a worktree beside it."""
    table.section("From gt sling to the worker's first instruction")
    begun, trees = [], []
    for number in range(runs):
        mark = town.workshop.path(f"begun-{number}")
        text = f"```sh\ndate +%s.%N > {mark}.draft && mv {mark}.draft {mark}\n```\n"
        bead = town.bd("create", f"begin {number}", "--description", text, "--silent")[1].split()[-1]
        start = time.time()
        town.gt("sling", bead, RIG)
        while not os.path.exists(mark):
            if time.time() > start + 60:
                raise SystemExit(f"bench: the worker of {bead} did not begin within a minute")
            time.sleep(0.002)
        with open(mark, encoding="utf-8") as file:
            begun.append((float(file.read()) - start) * 1000)
        trees.append(town.git("worktree", "add", "-q", "--detach", town.workshop.path(f"tree-{number}"), folder=town.bare)[0])
    table.row("gt sling to the first instruction", statistics.median(begun), statistics.median(trees), note="beside git worktree add")

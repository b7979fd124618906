"""Eight processes that claim, update and release the same 100 beads while one in four is killed with SIGKILL.

The judge knows acknowledgements only: a call that ended with 0 was promised to last, a killed one may have landed or not.
At the end each promise must stand in the ledger's events exactly once, claims and releases of a bead must alternate, and no
two workers may have owned one bead at one time. The same strain is put on bare C programs (c/contend.c) that run the same
recorded statements; both are judged alike.
"""
import collections
import json
import random
import signal
import subprocess
import threading
import time

LEAST_PER_SECOND, LEAST_SHARE = 50, 0.7


class OurCalls:
    """The writes as calls of `bd`."""

    def __init__(self, workshop, ledger):
        self.workshop, self.ledger = workshop, ledger

    def words(self, verb, bead, actor, text):
        return [self.workshop.bd] + {
            "claim": ["update", bead, "--claim"],
            "update": ["update", bead, "--notes", text],
            "release": ["update", bead, "--status", "open", "--assignee", ""],
            "look": ["show", bead, "--json"],
        }[verb]

    def is_holder(self, bead, actor):
        """Whether the ledger says that the bead is the actor's."""
        _, shown = self.ledger.bd("show", bead, "--json")
        found = json.loads(shown)
        return (found[0] if isinstance(found, list) else found).get("assignee") == actor


class BareCalls(OurCalls):
    """The same writes as calls of the C program, from recordings made with `bd` on a bead of its own."""

    ACTOR, TEXT = "recorder", "the-recorded-text"

    def __init__(self, workshop, ledger, bead):
        super().__init__(workshop, ledger)
        self.bead, self.recordings = bead, {}
        for verb in ("claim", "update", "look", "release"):
            self.recordings[verb] = workshop.path(f"contend-{verb}")
            ledger.bd(
                *super().words(verb, bead, self.ACTOR, self.TEXT)[1:], BD_ACTOR=self.ACTOR, BEADS_ACTOR=self.ACTOR,
                LD_PRELOAD=workshop.path("record"), BENCH_RECORDING=self.recordings[verb],
            )

    def words(self, verb, bead, actor, text):
        return [
            self.workshop.path("contend"), self.workshop.library, self.recordings[verb], self.ledger.file,
            "free" if verb == "claim" else actor, self.bead, bead, self.ACTOR, actor, self.TEXT, text,
        ]

    def is_holder(self, bead, actor):
        return subprocess.run(self.words("look", bead, actor, ""), stdout=subprocess.DEVNULL).returncode == 0


class Strain:
    """One run: workers, their kills, and what was promised to them."""

    def __init__(self, calls, beads, workers, seconds, share):
        self.calls, self.beads, self.workers, self.seconds, self.share = calls, beads, workers, seconds, share
        self.lock = threading.Lock()
        self.promised, self.unsure = collections.Counter(), collections.Counter()  # by (verb, bead, actor, text)
        self.owned = []  # (bead, actor, from the end of the claim, to the start of the release)
        self.acknowledged = self.killed = self.refused = 0
        self.slowest, self.usual = 0.0, 0.01

    def call(self, verb, bead, actor, text, chance):
        """Makes one call, perhaps kills it, and notes what came of it; returns its status."""
        began = time.monotonic()
        process = subprocess.Popen(
            self.calls.words(verb, bead, actor, text), cwd=self.calls.ledger.folder,
            env=self.calls.workshop.environment | {"BD_ACTOR": actor, "BEADS_ACTOR": actor},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        if chance.random() < self.share:
            try:
                # Kills must hit calls at work, wherever in it they are.
                process.wait(chance.uniform(0, 2 * self.usual))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
        status = process.wait()
        took = time.monotonic() - began
        key = (verb, bead, actor, text if verb == "update" else "")
        with self.lock:
            self.slowest = max(self.slowest, took)
            if status == 0:
                self.acknowledged += 1
                self.promised[key] += 1
                self.usual += (took - self.usual) / 50
            elif status < 0:
                self.killed += 1
                self.unsure[key] += 1
            else:
                self.refused += 1
        return status

    def work(self, number):
        chance, actor, count = random.Random(number), f"worker-{number}", 0
        end = time.monotonic() + self.seconds
        while time.monotonic() < end:
            bead = chance.choice(self.beads)
            status = self.call("claim", bead, actor, "", chance)
            if status > 0 or status < 0 and not self.calls.is_holder(bead, actor):
                continue
            claimed, count = time.monotonic(), count + 1
            self.call("update", bead, actor, f"{actor} wrote {count}", chance)
            began = time.monotonic()
            # A killed release may have landed, and then somebody else may own the bead already.
            while self.call("release", bead, actor, "", chance) != 0 and self.calls.is_holder(bead, actor):
                pass
            with self.lock:
                self.owned.append((bead, actor, claimed, began))

    def run(self):
        threads = [threading.Thread(target=self.work, args=(number,)) for number in range(self.workers)]
        began = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.rate = self.acknowledged / (time.monotonic() - began)

    def faults(self):
        """What does not hold, as texts."""
        return [*self.doubled_owners(), *self.broken_promises(), *self.disorder()]

    def doubled_owners(self):
        latest = {}
        for bead, actor, begin, end in sorted(self.owned, key=lambda owned: owned[2]):
            other, until = latest.get(bead, (actor, 0))
            if other != actor and until > begin:
                yield f"{bead} had two owners at once, {other} and {actor}"
            latest[bead] = (actor, max(end, until))

    def events(self):
        """(verb, bead, actor, text) of every write that the ledger remembers, in the order of time."""
        _, shown = self.calls.ledger.bd(
            "sql", "--json",
            "SELECT issue_id, event_type, actor, new_value FROM events WHERE number > 0 AND actor LIKE 'worker-%'"
            " ORDER BY created_at, op_id, number",
        )
        for row in json.loads(shown):
            new = json.loads(row["new_value"] or "{}")
            if row["event_type"] == "claimed":
                yield "claim", row["issue_id"], row["actor"], ""
            elif "notes" in new:
                yield "update", row["issue_id"], row["actor"], new["notes"]
            elif new.get("status") == "open":
                yield "release", row["issue_id"], row["actor"], ""

    def broken_promises(self):
        found = collections.Counter(self.events())
        for key in found.keys() | self.promised.keys():
            least, most = self.promised[key], self.promised[key] + self.unsure[key]
            if not least <= found[key] <= most:
                yield f"{' '.join(key)}: {least} acknowledged and {self.unsure[key]} killed, but {found[key]} in the ledger"

    def disorder(self):
        holder = {}
        for verb, bead, actor, _ in self.events():
            if verb == "claim":
                if holder.get(bead):
                    yield f"{bead} was claimed by {actor} while {holder[bead]} had it"
                holder[bead] = actor
            elif holder.get(bead) != actor:
                yield f"{bead}: {verb} by {actor}, who did not have it"
            if verb == "release":
                holder[bead] = None


def strain(workshop, table, ledgers, seconds=30, workers=8, share=0.25):
    """Both strains, each on a ledger of its own; `ledgers` makes a fresh one and names 101 beads without edges."""
    table.section(f"{workers} processes on the same 100 beads for {seconds} s, one call in four killed")
    rates = []
    for name, make in (("C", BareCalls), ("bd", OurCalls)):
        ledger, free = ledgers()
        calls = make(workshop, ledger, free[100]) if make is BareCalls else make(workshop, ledger)
        run = Strain(calls, free[:100], workers, seconds, share)
        run.run()
        faults = run.faults()
        for fault in faults[:5]:
            print(f"    {name}: {fault}")
        rates.append(run.rate)
        note = f"{run.acknowledged} acknowledged, {run.killed} killed, {run.refused} refused, slowest {run.slowest:.2f} s"
        table.row(f"{name}: faults", len(faults), unit="", limit="none", kept=not faults, note=note)
    bare, ours = rates
    kept = ours >= LEAST_PER_SECOND and ours >= LEAST_SHARE * bare
    table.row("acknowledged writes", ours, bare, "/s", f"at least {LEAST_PER_SECOND}/s and {LEAST_SHARE:.0%} of C", kept)

"""The demo itself: what is typed, in which order, and what is waited for."""

import os
import signal
import time

from place import Stop
from projects import WORK, clone_project, make_calc, make_gate, source_of_project
from proofs import fingerprint

GATHERED = 3
PATIENCE = 90


class Story:
    def __init__(self, place, show, chaos):
        self.place = place
        self.show = show
        self.chaos = chaos
        self.beads = {}     # key -> bead
        self.keys = {}      # bead -> key
        self.slung = {}     # bead -> (moment, worker)
        self.filed = {}     # bead -> moment
        self.landed = {}    # bead -> moment
        self.sent_back = {}  # bead -> moment
        self.killed = []
        self.convoy = None
        self.source = None
        self.before = None

    @property
    def breaker(self):
        return self.beads.get("faster")

    def rig(self, key):
        return WORK[key][0]

    def tell(self):
        self.make_town()
        self.write_work()
        self.work()

    def make_town(self):
        place, show = self.place, self.show
        show.title("A town", f"in {place.folder}")
        place.sources.mkdir()
        place.gates.mkdir()
        show.typed(place, "gt install town", place.run("gt", "install", place.town, cwd=place.folder))
        source = os.environ.get("DEMO_REPO")
        self.before = fingerprint(source_of_project())
        self.source, project = clone_project(place)
        calc = make_calc(place)
        show.typed(place, "gt rig add calc ../sources/calc.git",
                   place.run("gt", "rig", "add", "calc", calc))
        show.typed(place, "gt rig add project ../sources/project.git",
                   place.run("gt", "rig", "add", "project", project))
        show.note(f"`project` is a bare clone of {'DEMO_REPO' if source else 'this repository'}; nothing is ever "
                  "pushed to the original.")
        for rig in ("calc", "project"):
            gate = make_gate(place, rig)
            place.run("gt", "rig", "settings", "set", rig, "merge_queue.gates.test", f"'{gate}'")
        place.run("gt", "rig", "settings", "set", "calc", "merge_queue.min_batch_size", str(GATHERED))
        place.run("gt", "rig", "settings", "set", "calc", "merge_queue.batch_wait_time", "10m")
        place.run("gt", "config", "default-agent", "shell")
        show.said(place, f"each project has a gate: its tests; the merge queue of calc begins when {GATHERED} requests wait")
        show.typed(place, "gt up", place.run("gt", "up"))
        place.socket = place.json("gt", "status")["tmux"]["socket"]

    def write_work(self):
        place, show = self.place, self.show
        show.title("The work", "eight beads, three of which wait for others; one will break the tests")
        for key, (rig, title, text, needs) in WORK.items():
            made = place.json("bd", "create", title, "-d", text, cwd=place.town / rig)
            bead = (made[0] if isinstance(made, list) else made)["id"]
            self.beads[key], self.keys[bead] = bead, key
            for other in needs:
                place.run("bd", "dep", "add", bead, self.beads[other], cwd=place.town / rig)
            waits = f"  waits for {', '.join(self.beads[o] for o in needs)}" if needs else ""
            show.line(place, f"{bead:<12} {title}{waits}")
        good = [bead for key, bead in self.beads.items() if key != "faster"]
        made = place.json("gt", "convoy", "create", "The good seven", *good)
        self.convoy = made["id"]
        show.said(place, f"convoy {self.convoy} is told to look after the seven that will be good")

    def work(self):
        place, show = self.place, self.show
        show.title("At work", "as soon as `bd ready` names a bead, `gt sling` gives it to a worker of its own")
        end = time.monotonic() + PATIENCE
        while True:
            self.sling_ready()
            self.look()
            self.make_chaos()
            if self.is_over():
                return
            if time.monotonic() > end:
                missing = [b for k, b in self.beads.items() if b not in self.landed and k != "faster"]
                raise Stop(f"after {PATIENCE} s not everything has happened; not landed: {', '.join(missing) or 'none'}"
                           f"{'' if self.breaker in self.sent_back else f'; {self.breaker} was not sent back'}")
            time.sleep(0.1)

    def sling_ready(self):
        place, show = self.place, self.show
        for rig in ("calc", "project"):
            ready = [b["id"] for b in place.json("bd", "ready", cwd=place.town / rig) if b["id"] in self.keys]
            for bead in ready:
                # What comes back from the merge queue is ready too, and is for a human to look at.
                if bead in self.slung:
                    continue
                answer = place.json("gt", "sling", bead, rig)[0]
                worker = f"{rig}/{answer['polecat']}"
                self.slung[bead] = (place.now(), worker)
                show.event(place, "→", bead, f"slung to {worker}: {WORK[self.keys[bead]][1]}")

    def look(self):
        place, show = self.place, self.show
        for rig in ("calc", "project"):
            for row in place.rows(rig, "SELECT bead, state, landed_commit FROM merge_requests"):
                bead = row["bead"]
                if bead not in self.filed:
                    self.filed[bead] = place.now()
                    show.event(place, "⇡", bead, "is done and waits in the merge queue")
                if row["state"] == "merged" and bead not in self.landed:
                    self.landed[bead] = place.now()
                    show.event(place, "✓", bead, f"landed as {row['landed_commit'][:10]}")
                if row["state"] == "rejected" and bead not in self.sent_back:
                    self.sent_back[bead] = place.now()
                    show.event(place, "✗", bead, "breaks the tests: found by bisecting, sent back with the log")
        if self.breaker in self.sent_back and not getattr(self, "opened", False):
            self.opened = True
            place.run("gt", "rig", "settings", "set", "calc", "merge_queue.min_batch_size", "1")
            show.said(place, "from now on the queue of calc takes what comes")

    def is_over(self):
        if self.breaker not in self.sent_back or len(self.landed) < len(WORK) - 1:
            return False
        convoy = self.place.rows("hq", f"SELECT status FROM issues WHERE id = '{self.convoy}'")
        if not convoy or convoy[0]["status"] != "closed":
            return False
        self.show.said(self.place, f"convoy {self.convoy} is complete and closed")
        return True

    def make_chaos(self):
        if not self.chaos:
            return
        panes = self.place.panes()
        at_work = {worker: bead for bead, (_, worker) in self.slung.items() if bead not in self.filed}
        if "worker" not in self.killed and len(at_work) >= 5:
            for worker, bead in at_work.items():
                names = [n for n in panes if n.endswith("-" + worker.split("/")[1]) and self.prefix(bead) in n]
                if names:
                    return self.kill("worker", names[0], panes[names[0]], f"{worker}, at work on {bead}")
        if "refinery" not in self.killed and len(self.filed) >= GATHERED and "worker" in self.killed:
            names = [n for n in panes if n.endswith("-refinery") and self.prefix(self.breaker) in n]
            if names:
                self.kill("refinery", names[0], panes[names[0]], "the merge queue of calc")

    def prefix(self, bead):
        return bead.rsplit("-", 1)[0] + "-"

    def kill(self, kind, session, pid, what):
        os.kill(pid, signal.SIGKILL)
        self.killed.append(kind)
        self.show.said(self.place, f"CHAOS: process {pid} is killed (SIGKILL): {what}, in session {session}")

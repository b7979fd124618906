"""What the demo claims, held against what tmux, git and the ledger say."""

import hashlib
import os
import subprocess
from pathlib import Path

from place import GIT
from projects import TESTS, WORK


def fingerprint(source):
    """What of a local repository the demo must not touch: references, configuration, index, and the files git knows."""
    path = Path(source)
    if not path.is_dir():
        return None
    # A linked worktree has a folder of git's own beside the repository's.
    asked = [*GIT, "rev-parse", "--path-format=absolute", "--git-dir", "--git-common-dir"]
    said = subprocess.run(asked, cwd=path, capture_output=True, text=True)
    if said.returncode != 0:
        return None
    files = [path / name for name in tracked(path)]
    for folder in sorted(set(said.stdout.splitlines())):
        for below, folders, names in os.walk(folder):
            if below == folder:
                folders[:] = [f for f in folders if f not in ("objects", "worktrees")]
            files += [Path(below) / name for name in names]
    return {str(f): hashlib.sha256(f.read_bytes()).hexdigest() for f in files if f.is_file()}


def tracked(path):
    done = subprocess.run([*GIT, "ls-files", "-z"], cwd=path, capture_output=True, text=True)
    return [name for name in done.stdout.split("\0") if name] if done.returncode == 0 else []


class Proofs:
    def __init__(self, place, story, show):
        self.place, self.story, self.show = place, story, show
        self.failures = []

    def check(self):
        self.show.title("Proofs", "asked of tmux, git and the ledger, not of `gt`")
        self.overlap()
        for rig in ("calc", "project"):
            self.tree(rig)
        self.breaker()
        self.beads()
        self.convoy()
        self.untouched()
        if self.story.chaos:
            self.expect(sorted(self.story.killed) == ["refinery", "worker"], "a worker and the refinery were killed on the way")
        return self.failures

    def expect(self, holds, claim, otherwise=""):
        self.show.proof(holds, claim, otherwise)
        if not holds:
            self.failures.append(claim)

    def overlap(self):
        services = ("-refinery", "-witness")
        seen = [{s for s in names if not s.endswith(services) and not s.startswith("hq-")} for _, names in self.place.samples]
        most = max(map(len, seen), default=0)
        self.expect(most >= 5, f"tmux: {most} workers' sessions were there at the same moment (at least 5)")
        spans = []
        for rig in ("calc", "project"):
            spans += [(r["began"], r["ended"]) for r in self.place.rows(rig, """
                SELECT MIN(e.created_at) AS began, (SELECT MIN(m.created_at) FROM merge_requests m
                WHERE m.bead = e.issue_id) AS ended FROM events e WHERE e.event_type = 'claimed' GROUP BY e.issue_id""")]
        spans = [(a, b) for a, b in spans if a and b]
        most = max((sum(a <= moment < b for a, b in spans) for moment, _ in spans), default=0)
        self.expect(most >= 5, f"ledger: {most} beads were between sling and merge request at the same moment (at least 5)")

    def tree(self, rig):
        place = self.place
        remote = place.sources / f"{rig}.git"
        branch = place.git("symbolic-ref", "HEAD", cwd=remote)
        tree = place.git("rev-parse", f"{branch}^{{tree}}", cwd=remote)
        log = [line.split() for line in (place.gates / f"{rig}.log").read_text().splitlines()]
        green = {words[0] for words in log if words[1] == "0"}
        self.expect(tree in green, f"git: the tree of {rig}'s {branch[11:]} ({tree[:10]}) is one that the gate itself "
                    f"wrote down as green, in {len(log)} runs")
        landings = place.rows(rig, "SELECT tip, tree, state FROM landings WHERE state IN ('landed', 'finished')")
        wrong = [r["tip"][:10] for r in landings if r["tree"] not in green
                 or place.git("rev-parse", f"{r['tip']}^{{tree}}", cwd=remote) != r["tree"]]
        self.expect(landings and not wrong, f"ledger: each of {rig}'s {len(landings)} landings names a tree that was green and "
                    "is the one on its branch", f"wrong: {', '.join(wrong)}")
        again = place.folder / "again"
        place.git("clone", "--quiet", remote, again, cwd=place.folder)
        done = subprocess.run(["sh", "-c", TESTS[rig]], cwd=again, env=place.environment, capture_output=True)
        subprocess.run(["rm", "-rf", str(again)], check=True)
        self.expect(done.returncode == 0, f"a fresh clone of {rig} passes its tests")

    def breaker(self):
        place, story = self.place, self.story
        remote = place.sources / "calc.git"
        text = place.git("show", "HEAD:calc.py", cwd=remote)
        self.expect("// len" not in text, f"git: the change of {story.breaker} is not on calc's branch")
        rows = place.rows("calc", f"SELECT status, assignee FROM issues WHERE id = '{story.breaker}'")
        labels = [r["label"] for r in place.rows("calc", f"SELECT label FROM labels WHERE issue_id = '{story.breaker}'")]
        said = place.rows("calc", f"SELECT text FROM comments WHERE issue_id = '{story.breaker}'")
        good = rows[0]["status"] == "open" and "rework" in labels and any("test_mean" in r["text"] for r in said)
        self.expect(good, f"ledger: {story.breaker} is open again, labelled rework, with the log of the failed test")
        logs = (place.gates / "calc.log").read_text().splitlines()
        red = [line for line in logs if not line.endswith(" 0")]
        self.expect(len(red) >= 2, f"the gate of calc was red {len(red)} times: for the batch, and for the culprit alone")

    def beads(self):
        place, story = self.place, self.story
        for rig in ("calc", "project"):
            good = [b for k, b in story.beads.items() if story.rig(k) == rig and k != "faster"]
            rows = place.rows(rig, "SELECT id, status, close_reason FROM issues")
            closed = {r["id"] for r in rows if r["status"] == "closed"}
            missing = [b for b in good if b not in closed]
            self.expect(not missing, f"ledger: the {len(good)} good beads of {rig} are closed", ", ".join(missing))
            commits = place.rows(rig, "SELECT bead, landed_commit FROM merge_requests WHERE state = 'merged'")
            lost = [r["bead"] for r in commits if subprocess.run(
                [*GIT, "merge-base", "--is-ancestor", r["landed_commit"], "HEAD"], cwd=place.sources / f"{rig}.git",
                env=place.environment, capture_output=True).returncode != 0]
            self.expect(not lost, f"git: the commits of {rig}'s closed beads are on its branch", ", ".join(lost))

    def convoy(self):
        story = self.story
        mail = self.place.rows("hq", "SELECT i.title, m.recipient FROM messages m JOIN issues i ON i.id = m.id")
        told = [r for r in mail if r["recipient"] == "overseer" and (story.convoy in r["title"] or "good seven" in r["title"])]
        self.expect(bool(told), f"ledger: mail to the overseer tells that the convoy {story.convoy} is complete",
                    f"found: {mail}")

    def untouched(self):
        if self.story.before is None:
            return
        same = fingerprint(self.story.source) == self.story.before
        self.expect(same, f"{self.story.source}: references, configuration, index and files are byte for byte as before")

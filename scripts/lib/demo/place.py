"""Where the demo happens: its folder, its programs, its environment, and what tmux shows from outside."""

import json
import os
import subprocess
import threading
import time
from pathlib import Path


# Whatever the user's configuration says of bare repositories.
GIT = ["git", "-c", "safe.bareRepository=all"]


class Stop(Exception):
    """Something that the demo expects did not happen."""


class Place:
    def __init__(self, folder, programs):
        self.folder = Path(os.path.realpath(folder))
        self.town = self.folder / "town"
        self.sources = self.folder / "sources"
        self.gates = self.folder / "gates"
        self.programs = programs
        self.start = time.monotonic()
        self.socket = None
        # What the caller's shell says about other towns, ledgers and repositories must not count here.
        strange = ("GT_", "BD_", "BEADS_", "GIT_", "TMUX", "CLAUDE")
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(strange)}
        self.environment["PATH"] = f"{programs}:{os.environ['PATH']}"
        self.environment["BEADS_ACTOR"] = "overseer"
        self.samples = []
        self._over = threading.Event()
        self._watcher = None

    def now(self):
        return time.monotonic() - self.start

    def run(self, *words, cwd=None, check=True, env=None):
        """Runs a program and returns what it wrote; a failure ends the demo unless it is expected."""
        try:
            done = subprocess.run(
                [str(w) for w in words], cwd=cwd or self.town, env={**self.environment, **(env or {})},
                capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL,
            )
        except subprocess.TimeoutExpired:
            raise Stop(f"`{' '.join(map(str, words))}` did not end within two minutes")
        if check and done.returncode != 0:
            said = (done.stderr + done.stdout).strip()
            raise Stop(f"`{' '.join(map(str, words))}` ended with status {done.returncode}:\n{said}")
        return done.stdout

    def json(self, *words, cwd=None):
        text = self.run(*words, "--json", cwd=cwd)
        try:
            return json.loads(text)
        except ValueError:
            raise Stop(f"`{' '.join(map(str, words))} --json` printed no JSON:\n{text}")

    def rows(self, rig, query):
        """What the ledger of a rig (or `hq`) says, asked with `bd sql`, which can only read."""
        return self.json("bd", "sql", query, cwd=self.town if rig == "hq" else self.town / rig)

    def git(self, *words, cwd, env=None):
        """Git as the demo uses it itself: nothing of the user's configuration decides about commits."""
        plain = ["-c", "commit.gpgsign=false", "-c", "core.hooksPath=/dev/null", "-c", "user.name=Gas Town demo",
                 "-c", "user.email=demo@gastown.local", "-c", "init.defaultBranch=main"]
        return self.run(*GIT, *plain, *words, cwd=cwd, env=env).strip()

    def panes(self):
        """Session and process of each pane on the town's own tmux server."""
        done = subprocess.run(
            ["tmux", "-L", self.socket, "list-panes", "-a", "-F", "#{session_name} #{pane_pid}"],
            env=self.environment, capture_output=True, text=True,
        )
        lines = done.stdout.split("\n") if done.returncode == 0 else []
        return {name: int(pid) for name, _, pid in (line.partition(" ") for line in lines) if pid}

    def watch(self):
        """From now on tmux is asked ten times a second which sessions there are."""
        def look():
            while not self._over.wait(0.1):
                if self.socket:
                    self.samples.append((self.now(), set(self.panes())))
        self._watcher = threading.Thread(target=look, daemon=True)
        self._watcher.start()

    def unwatch(self):
        self._over.set()
        if self._watcher:
            self._watcher.join()

"""What every part of the bench works with: our programs, the bare C programs, scratch ledgers, and a stop watch."""
import glob
import json
import os
import resource
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import beads

ROUNDS = 5
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Workshop:
    """A scratch folder with the C programs in it; `bd` and `gt` are the release programs."""

    def __init__(self, clang, runs, computed=False):
        self.folder = tempfile.mkdtemp(prefix="gastown-bench-")
        self.runs = runs
        # Instead of the time that passes, what the processors computed: steadier on a busy machine, blind for the disk.
        self.computed = computed
        self.bd = os.path.join(ROOT, ".build/static/release/bd")
        self.gt = os.path.join(ROOT, ".build/static/release/gt")
        found = glob.glob(os.path.join(os.environ.get("DOLTLITE_PREFIX") or os.path.join(ROOT, ".deps/doltlite"), "lib/libdoltlite.*"))
        self.library = min(found)
        # Nothing of the user's: neither settings of git nor a ledger above the folder nor an actor.
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": self.path("home"),
            "LC_ALL": "C.UTF-8",
            "NO_COLOR": "1",
            "BD_ACTOR": "bench",
            "BEADS_ACTOR": "bench",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
        }
        os.mkdir(self.path("home"))
        for program in ("empty", "replay", "contend"):
            self._compile(clang, program)
        self._compile(clang, "record", ["-shared", "-fPIC"])

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def _compile(self, clang, program, flags=()):
        engine = os.path.join(ROOT, "Sources/Machine/CDoltLite")
        sources = [os.path.join(ROOT, f"bench/c/{program}.c")]
        if not flags:
            sources += [os.path.join(ROOT, "bench/c/recording.c"), f"{engine}/load.c"]
        subprocess.run(
            [clang, "-O2", "-Wall", "-Werror", *flags, f"-I{engine}/include", '-DDOLTLITE_BUILD_PREFIX=""', *sources,
             "-o", self.path(program), "-ldl"],
            check=True,
        )

    def call(self, words, folder, **extra):
        """One call and how long it took, in milliseconds; a call that fails ends the bench."""
        start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        ran = subprocess.run(
            words, cwd=folder, env=self.environment | extra, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        took, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        if self.computed:
            took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        took *= 1000
        if ran.returncode:
            sys.exit(f"bench: {' '.join(words)} ended with {ran.returncode}:\n{(ran.stderr or ran.stdout).strip()[:2000]}")
        return took, ran.stdout

    def medians(self, commands, folder, prepare=None, runs=None):
        """The median times of commands in milliseconds, measured by hyperfine.

        They take turns in ROUNDS, so that a machine whose speed changes is the same for all of them.
        """
        if self.computed:
            # As hyperfine has it, a single preparation serves all commands.
            prepare = prepare if prepare and len(prepare) == len(commands) else (prepare or [None]) * len(commands)
            return [self.computed_median(command, folder, before, runs or self.runs) for command, before in zip(commands, prepare)]
        report = self.path("hyperfine.json")
        each = str(max(2, -(-(runs or self.runs) // ROUNDS)))
        words = ["hyperfine", "-N", "--style", "none", "--warmup", "1", "--runs", each, "--export-json", report]
        if prepare:
            words += [part for command in prepare for part in ("--prepare", command)]
        times = [[] for _ in commands]
        for _ in range(ROUNDS):
            self.call(words + list(commands), folder)
            with open(report, encoding="utf-8") as file:
                for mine, result in zip(times, json.load(file)["results"]):
                    mine += result["times"]
        return [statistics.median(mine) * 1000 for mine in times]

    def computed_median(self, command, folder, before, runs):
        """The median of what one command computes; `before` is called ahead of each run."""
        times = []
        for _ in range(runs + 1):
            if before:
                self.call(shlex.split(before), folder)
            times.append(self.call(shlex.split(command), folder)[0])
        return statistics.median(times[1:])


class Ledger:
    """A ledger of N beads that `bd` has made, in a git repository of its own."""

    def __init__(self, workshop, count):
        self.workshop, self.count = workshop, count
        self.folder = tempfile.mkdtemp(prefix=f"ledger-{count}-", dir=workshop.folder)
        self.beads = list(beads.beads(count))
        text = workshop.path("beads.jsonl")
        with open(text, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(bead) + "\n" for bead in self.beads)
        workshop.call(["git", "init", "-q"], self.folder)
        self.init_time, _ = self.bd("init", "--prefix", "demo", "--quiet")
        self.import_time, _ = self.bd("import", text)
        # The first commit after many at once is the dearest: nobody is measured on it.
        self.bd("create", "one commit more")
        found = glob.glob(os.path.join(self.folder, ".beads/dolt/*/ledger.db"))
        self.file = min(found)
        self.kept, self.twin = os.path.join(self.folder, "kept.db"), os.path.join(self.folder, "twin.db")
        shutil.copyfile(self.file, self.kept)
        self.restore()

    def bd(self, *words, **extra):
        return self.workshop.call([self.workshop.bd, *words], self.folder, **extra)

    def restore(self):
        """Both sides work on copies of the same file again: the engine's open time moves with its history."""
        for place in (self.file, self.twin):
            shutil.copyfile(self.kept, place)
        os.sync()

    def restoring(self, place):
        """A command that restores one of the copies and waits until it is on the disk."""
        return f"sh -c 'cp {self.kept} {place} && sync {place}'"

    def record(self, *words):
        """Has `bd` run once and its statements written down; returns the file and how many there are."""
        recording = self.workshop.path("recording-" + "-".join(word for word in words if word.isalnum())[:40])
        self.bd(*words, LD_PRELOAD=self.workshop.path("record"), BENCH_RECORDING=recording)
        self.restore()
        with open(recording, encoding="utf-8", errors="replace") as file:
            return recording, sum(line.startswith("S ") for line in file)

    def replay(self, recording):
        """The bare C program that runs a recording on the twin."""
        return f"{self.workshop.path('replay')} {self.workshop.library} {recording} {self.twin}"

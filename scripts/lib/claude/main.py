"""scripts/test-claude after the build: a town whose workers are the real Claude Code and the shell agent."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import program
from model import Model

KEY = "sk-ant-test-0000000000000000000000"
WORKERS = ["ada", "bea"]
NUDGE = "mind the step,"


class Failed(Exception):
    """What was expected and did not happen."""


class Town:
    """A town in a scratch folder, with one project and its remote."""

    def __init__(self, folder, programs, claude):
        self.folder = folder
        self.root = folder / "town"
        self.remote = folder / "remote.git"
        self.claude = claude
        self.environment = {
            "PATH": f"{programs}:/usr/local/bin:/usr/bin:/bin",
            "HOME": str(folder / "home"),
            "TMUX_TMPDIR": str(folder),
            "LANG": "C.UTF-8",
            "TERM": "xterm",
            "BEADS_ACTOR": "test",
            "IS_SANDBOX": "1",
        }
        (folder / "home").mkdir()

    def run(self, *words, where=None):
        result = subprocess.run(
            words, cwd=where or self.folder, env=self.environment, capture_output=True, text=True, timeout=120
        )
        if result.returncode:
            raise Failed(f"`{' '.join(words)}` ended with {result.returncode}: {result.stderr or result.stdout}")
        return result.stdout

    def gt(self, *words):
        return self.run("gt", *words, where=self.root)

    def make(self, models):
        author = ["-c", "user.name=test", "-c", "user.email=test@example.invalid"]
        seed = self.folder / "seed"
        self.run("git", "init", "-q", "-b", "main", str(seed))
        (seed / "notes.txt").write_text("first\n")
        self.run("git", "add", "-A", where=seed)
        self.run("git", *author, "commit", "-q", "-m", "first", where=seed)
        self.run("git", "clone", "-q", "--bare", str(seed), str(self.remote))
        self.run("gt", "install", str(self.root))
        self.gt("rig", "add", "shop", str(self.remote), "--prefix", "sh")
        self.gt("rig", "settings", "set", "shop", "merge_queue.gates.test", "test -s notes.txt")
        for name, model in models.items():
            variables = {
                "ANTHROPIC_BASE_URL": f"http://127.0.0.1:{model.port}",
                "ANTHROPIC_API_KEY": KEY,
                "DISABLE_TELEMETRY": "1",
                "DISABLE_AUTOUPDATER": "1",
                "DISABLE_ERROR_REPORTING": "1",
                "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
                "IS_SANDBOX": "1",
            }
            given = [word for item in variables.items() for word in ("--env", "=".join(item))]
            command = f"{self.claude} --dangerously-skip-permissions"
            self.gt("config", "agent", "set", name, command, "--provider", "claude", *given)
        self.gt("up")

    def bead(self, title, text):
        return self.run("bd", "create", title, "-d", text, "--silent", where=self.root / "shop").strip()

    def status(self, bead):
        return json.loads(self.run("bd", "show", bead, "--json", where=self.root / "shop"))[0]


def turns(name):
    """What the scripted model of a worker says and does."""
    work = f"echo {name} > {name}.txt && git add -A && git commit -q -m 'a file of {name}'"
    return [
        {"text": "I look at my hook.", "bash": f"gt hook && gt nudge $GT_ROLE '{NUDGE} {name}'"},
        {"text": "I do the work.", "bash": work},
        {"text": "I hand it in.", "bash": "gt done"},
        {"text": "finished"},
    ]


def story(town):
    """Runs the job; returns the models by worker."""
    models = {name: Model(turns(name)) for name in WORKERS}
    town.make(models)
    beads = {name: town.bead(f"A file of {name}", f"Write {name}.txt and commit it.") for name in WORKERS}
    beads["shell"] = town.bead("A file of the shell agent", "```sh\necho shell > shell.txt\n```\n")
    for name, bead in beads.items():
        town.gt("sling", bead, "shop", "--agent", name)
        print(f"slung {bead} to {name}", flush=True)
    deadline = time.monotonic() + 180
    while True:
        states = {name: town.status(bead) for name, bead in beads.items()}
        if all(state["status"] == "closed" for state in states.values()):
            break
        if time.monotonic() > deadline:
            raise Failed("not landed within 180 s: " + ", ".join(f"{n} is {s['status']}" for n, s in states.items()))
        time.sleep(0.5)
    prove(town, models, beads, states)


def prove(town, models, beads, states):
    for name, state in states.items():
        if "Landed on main" not in state.get("close_reason", ""):
            raise Failed(f"{beads[name]} was closed for another reason: {state.get('close_reason')}")
    files = town.run("git", "ls-tree", "--name-only", "main", where=town.remote).split()
    missing = [f"{name}.txt" for name in beads if f"{name}.txt" not in files]
    if missing:
        raise Failed(f"main lacks {', '.join(missing)}")
    for name, model in models.items():
        if not model.was_told(beads[name]):
            raise Failed(f"the start hook of {name} did not prime it: no request names {beads[name]}")
        # Queued by the first call of its only turn; the hook behind that call tells it.
        if not model.was_told(f"] {NUDGE} {name}"):
            raise Failed(f"the nudge did not reach {name} between two steps")
        # `gt done` ends the session, most often before the program asks what to say last.
        if any("bash" in turn for turn in model.turns):
            raise Failed(f"{name} left {len(model.turns)} turns of its script")
    for name in models:
        authors = town.run("git", "log", "--format=%an", "-1", "main", "--", f"{name}.txt", where=town.remote)
        if not authors.startswith("shop/polecats/"):
            raise Failed(f"the commit of {name} is by {authors.strip()}")


def main():
    try:
        claude = program.find()
    except program.Missing as reason:
        return skip(str(reason))
    if os.environ.get("CLAUDE_TEST_ALONE") != "1":
        return alone()
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    folder = Path(tempfile.mkdtemp(prefix="gt-claude-", dir="/tmp"))
    town = Town(folder, os.environ["CLAUDE_TEST_PROGRAMS"], claude)
    try:
        story(town)
        print("test-claude: primed by its hook, worked, handed in and landed: 2 by Claude Code, 1 by the shell agent")
        return 0
    except Failed as failure:
        print(f"test-claude: FAILED: {failure}", file=sys.stderr)
        for name in ("shop/furiosa", "shop/nux", "shop/slit"):
            seen = subprocess.run(["gt", "peek", name], cwd=town.root, env=town.environment, capture_output=True, text=True)
            print(f"--- {name}\n{seen.stdout}{seen.stderr}", file=sys.stderr)
        return 1
    finally:
        if town.root.exists():
            subprocess.run(["gt", "down"], cwd=town.root, env=town.environment, capture_output=True)
        if os.environ.get("KEEP"):
            print(f"kept: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)


def alone():
    """Runs this program again in a network of its own, where nothing but loopback exists."""
    if shutil.which("unshare") is None or os.geteuid() != 0:
        return skip("a network namespace of its own needs root and unshare")
    environment = {**os.environ, "CLAUDE_TEST_ALONE": "1"}
    return subprocess.run(["unshare", "-n", sys.executable, "-B", __file__], env=environment).returncode


def skip(reason):
    print(f"\n*** test-claude: SKIPPED, nothing was tested: {reason} ***\n", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())

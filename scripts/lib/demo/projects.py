"""The two projects of the demo and the work in them."""

import os
import subprocess
from pathlib import Path

from place import GIT, Stop

CALC = {
    "calc.py": '''"""Figures about lists of numbers."""


def total(numbers):
    return sum(numbers)


def mean(numbers):
    return total(numbers) / len(numbers)
''',
    "test_calc.py": '''import unittest

import calc


class CalcTest(unittest.TestCase):
    def test_total(self):
        self.assertEqual(calc.total([1, 2, 3]), 6)

    def test_mean(self):
        self.assertEqual(calc.mean([1, 2]), 1.5)


if __name__ == "__main__":
    unittest.main()
''',
    ".gitignore": "__pycache__/\n",
    "README.md": "# calc\n\nRun the tests with `python3 -m unittest`.\n",
}


def function(name, body, check):
    """A description whose sh blocks add a function and then its test."""
    return f"""Add `{name}`, with a test.

```sh
sleep 5   # thinks about it
cat >>{name}.py <<'END'
{body}
END
```

The test goes into a file of its own:

```sh
cat >test_{name}.py <<'END'
import unittest

from {name} import {name}


class Test(unittest.TestCase):
    def test_{name}(self):
        {check}
END
python3 -m unittest -q
```
"""


BREAKER = """Whole numbers are faster.

```sh
sleep 5   # does not think enough
sed -i.old 's|total(numbers) / len|total(numbers) // len|' calc.py && rm calc.py.old
git diff --stat
```
"""


def page(name, title, command):
    return f"""Write `gastown-demo/{name}.md`.

```sh
sleep 5   # reads the code
mkdir -p gastown-demo
{{ echo '# {title}'; echo; {command}; }} >gastown-demo/{name}.md
```
"""


# key: rig, title, description, the keys it waits for
WORK = {
    "median": ("calc", "Add median()", function(
        "median", '"""The number in the middle."""\n\n\ndef median(numbers):\n    return sorted(numbers)[len(numbers) // 2]',
        "self.assertEqual(median([3, 1, 2]), 2)"), []),
    "spread": ("calc", "Add spread()", function(
        "spread", '"""How far numbers lie apart."""\n\n\ndef spread(numbers):\n    return max(numbers) - min(numbers)',
        "self.assertEqual(spread([3, 1, 7]), 6)"), []),
    "faster": ("calc", "Make mean() faster", BREAKER, []),
    "sizes": ("project", "List the largest files", page(
        "sizes", "The largest files", "git ls-tree -r -l HEAD | sort -k4 -n -r | head -n 10 | awk '{print \"-\", $5, $4}'"), []),
    "kinds": ("project", "Count the files of each kind", page(
        "kinds", "Files of each kind",
        "git ls-files | sed -n 's/.*\\.//p' | sort | uniq -c | sort -n -r | head -n 10 | awk '{print \"-\", $2, $1}'"), []),
    "report": ("calc", "Report median and spread", """Needs `median` and `spread`.

```sh
cat >report.py <<'END'
from median import median
from spread import spread


def report(numbers):
    return f"median {median(numbers)}, spread {spread(numbers)}"
END
cat >test_report.py <<'END'
import unittest

from report import report


class Test(unittest.TestCase):
    def test_report(self):
        self.assertEqual(report([1, 5, 2]), "median 2, spread 4")
END
python3 -m unittest -q
```
""", ["median", "spread"]),
    "usage": ("calc", "Describe median() in the README", """Needs `median`.

```sh
python3 -c 'import median' && echo 'There is also `median(numbers)`.' >>README.md
```
""", ["median"]),
    "index": ("project", "Write the index of the pages", """Needs both pages.

```sh
cd gastown-demo
{ echo '# Pages'; echo; for page in sizes kinds; do echo "- [$(sed -n '1s/# //p' $page.md)]($page.md)"; done; } >index.md
```
""", ["sizes", "kinds"]),
}

GATE = """#!/bin/sh
# Writes down the tree that it really finds in the folder, then tests it: what the demo compares main with afterwards.
GIT_INDEX_FILE=$(mktemp) && export GIT_INDEX_FILE
rm -f "$GIT_INDEX_FILE"
git add -A && tree=$(git write-tree) || exit 124
rm -f "$GIT_INDEX_FILE"
unset GIT_INDEX_FILE
{test}
status=$?
echo "$tree $status" >>'{log}'
exit $status
"""

TESTS = {
    "calc": "python3 -B -m unittest -q",
    "project": "for page in gastown-demo/*.md; do head -n 1 \"$page\" | grep -q '^# ' || exit 1; done",
}


def make_calc(place):
    seed = place.folder / "seed"
    seed.mkdir()
    for name, text in CALC.items():
        (seed / name).write_text(text)
    place.git("init", "--quiet", "--template=", cwd=seed)
    place.git("add", "-A", cwd=seed)
    place.git("commit", "--quiet", "-m", "A small calculator", cwd=seed)
    place.git("clone", "--quiet", "--bare", "--template=", seed, place.sources / "calc.git", cwd=place.folder)
    for path in sorted(seed.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    seed.rmdir()
    return place.sources / "calc.git"


def source_of_project():
    return os.environ.get("DEMO_REPO") or str(Path(__file__).resolve().parents[3])


def clone_project(place):
    """A bare clone of a real repository, in the demo's folder; the original is only read."""
    source = source_of_project()
    target = place.sources / "project.git"
    done = subprocess.run(
        [*GIT, "-c", "core.hooksPath=/dev/null", "clone", "--quiet", "--bare", "--template=", "--no-hardlinks", source,
         str(target)],
        env=place.environment, capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )
    if done.returncode != 0:
        raise Stop(f"{source} cannot be cloned:\n{done.stderr.strip()}")
    if not place.run(*GIT, "symbolic-ref", "--quiet", "HEAD", cwd=target, check=False):
        # The source is on no branch, as where a tag was checked out: the copy gets one at that commit.
        place.git("update-ref", "refs/heads/demo", "HEAD", cwd=target)
        place.git("symbolic-ref", "HEAD", "refs/heads/demo", cwd=target)
    if not place.git("for-each-ref", "--count=1", "refs/heads", cwd=target):
        raise Stop(f"{source} has no branch with a commit; DEMO_REPO=PATH names another repository")
    return source, target


def make_gate(place, rig):
    path = place.gates / rig
    path.write_text(GATE.format(test=f"(\n{TESTS[rig]}\n)", log=place.gates / f"{rig}.log"))
    path.chmod(0o755)
    return path

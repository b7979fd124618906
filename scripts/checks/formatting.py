"""Swift code is formatted and follows the rules of .swift-format; `scripts/fmt` repairs what can be repaired."""
import os
import re
import subprocess
import tempfile

from tree import Finding, Tree

LINE = re.compile(r"^(?P<path>.+?):(?P<line>\d+):\d+: \w+: (?P<message>.*)$")


def findings(tree):
    if tree.folder:
        yield from lint(tree.folder, [path for path in ("Package.swift", "Sources", "Tests") if os.path.exists(os.path.join(tree.folder, path))])
        return
    with tempfile.TemporaryDirectory() as folder:
        for path, text in tree.files.items():
            os.makedirs(os.path.join(folder, os.path.dirname(path)), exist_ok=True)
            with open(os.path.join(folder, path), "w", encoding="utf-8") as file:
                file.write(text)
        yield from lint(folder, ["Sources"])


def lint(folder, paths):
    run = subprocess.run(
        ["swift", "format", "lint", "--strict", "--parallel", "--recursive", *paths],
        cwd=folder, capture_output=True, text=True,
    )
    heard = False
    for line in run.stderr.splitlines():
        match = LINE.match(line)
        if match:
            heard = True
            path = os.path.relpath(match["path"], os.path.realpath(folder)) if os.path.isabs(match["path"]) else match["path"]
            yield Finding(path, int(match["line"]), match["message"])
    if run.returncode and not heard:
        yield Finding("Package.swift", 0, f"swift format failed: {run.stderr.strip()[:300]}")


def planted():
    with open(os.path.join(os.path.dirname(__file__), "../../.swift-format"), encoding="utf-8") as file:
        rules = {".swift-format": file.read()}
    yield Tree(rules | {"Sources/A.swift": "let one = 1\n"}), []
    yield Tree(rules | {"Sources/A.swift": "let one=1\n"}), ["Sources/A.swift:1: [Spacing]", "Sources/A.swift:1: [Spacing]"]
    yield Tree(rules | {"Sources/A.swift": "let one = two!\n"}), ["[NeverForceUnwrap]"]

"""Scripts: what has a `#!` line parses, and a program of the shell stops at the first error (`set -eu`)."""
import os
import subprocess

from tree import Finding, Tree


def findings(tree):
    for path, text in tree.files.items():
        if path.startswith("Tests/") or not text.startswith("#!") and not (path.startswith(("scripts/", "bench/")) and path.endswith((".sh", ".py"))):
            continue
        first = text.split("\n", 1)[0]
        if path.endswith(".py") or "python" in first:
            try:
                compile(text, path, "exec")
            except SyntaxError as error:
                yield Finding(path, error.lineno or 0, f"does not parse: {error.msg}")
        else:
            shell = "bash" if "bash" in first else "sh"
            parsed = subprocess.run([shell, "-n"], input=text, text=True, capture_output=True)
            if parsed.returncode:
                yield Finding(path, 0, f"does not parse: {parsed.stderr.strip()}")
            if first.startswith("#!") and "\nset -eu" not in text:
                yield Finding(path, 0, "no `set -eu`")
        if first.startswith("#!") and tree.folder and not os.access(os.path.join(tree.folder, path), os.X_OK):
            yield Finding(path, 0, "is not executable")


def planted():
    yield Tree({"scripts/a": "#!/bin/sh\nset -eu\necho a\n", "scripts/lib/b.sh": "echo b\n", "scripts/c.py": "print(1)\n"}), []
    yield Tree({"scripts/a": "#!/bin/sh\nset -eu\nif true; then\n"}), ["does not parse"]
    yield Tree({"scripts/a": "#!/bin/sh\necho a\n"}), ["no `set -eu`"]
    yield Tree({"scripts/c.py": "print(\n"}), ["scripts/c.py:1: does not parse"]

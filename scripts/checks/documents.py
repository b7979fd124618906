"""The documents: README and CONTRIBUTING stay short, links lead somewhere, decision records have their four parts."""
import posixpath
import re

from tree import Finding, Tree

LONGEST = {"README.md": 120, "CONTRIBUTING.md": 170}
PARTS = ("Context", "Decision", "Consequences", "Status")
LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")


def findings(tree):
    for path, longest in LONGEST.items():
        if path not in tree.files:
            yield Finding(path, 0, "is missing")
        elif len(tree.lines(path)) > longest:
            yield Finding(path, 0, f"{len(tree.lines(path))} lines, more than {longest}")
    folders = {posixpath.dirname(path) for path in tree.files}
    folders |= {parent for folder in folders for parent in _parents(folder)}
    for path in tree.files:
        if not path.endswith(".md"):
            continue
        fenced = False
        for number, line in enumerate(tree.lines(path), 1):
            fenced ^= line.lstrip().startswith("```")
            for target in [] if fenced else LINK.findall(line):
                if re.match(r"[a-z]+:|#", target):
                    continue
                place = posixpath.normpath(posixpath.join(posixpath.dirname(path), target.split("#")[0]))
                if place not in tree.files and place not in folders and place != ".":
                    yield Finding(path, number, f"the link to {target} leads nowhere")
        if re.fullmatch(r"docs/decisions/\d{4}-[a-z0-9-]+\.md", path):
            for part in PARTS:
                if not re.search(rf"^## {part}$", tree.files[path], re.M):
                    yield Finding(path, 0, f"has no section `## {part}`")
        elif path.startswith("docs/decisions/") and path != "docs/decisions/README.md":
            yield Finding(path, 0, "a decision record is called NNNN-title.md")


def _parents(folder):
    while folder:
        yield folder
        folder = posixpath.dirname(folder)


def planted():
    short = {"README.md": "# A\n[b](docs/b.md)\n", "CONTRIBUTING.md": "", "docs/b.md": "[up](../README.md#a) [x](https://x.org)\n"}
    record = "# 1\n## Context\n## Decision\n## Consequences\n## Status\n"
    yield Tree(short | {"docs/decisions/0001-a.md": record}), []
    yield Tree(short | {"README.md": "\n" * 121}), ["121 lines, more than 120"]
    yield Tree({"README.md": ""}), ["CONTRIBUTING.md: is missing"]
    yield Tree(short | {"docs/b.md": "\n[c](c.md)\n"}), ["docs/b.md:2: the link to c.md"]
    yield Tree(short | {"docs/decisions/0001-a.md": record.replace("## Status", "")}), ["`## Status`"]
    yield Tree(short | {"docs/decisions/one.md": record}), ["NNNN-title.md"]

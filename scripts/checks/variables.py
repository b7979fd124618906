"""Every environment variable that the programs read or set is in docs/environment.md.

The project's own are known by how they begin, others by the place that reads them: `environment["NAME"]` or `getenv("NAME")`.
"""
import re

from tree import Finding, Tree

DOCUMENT = "docs/environment.md"
OWN = re.compile(r'"((?:GT|BD|BEADS|DOLTLITE|GASTOWN)_[A-Z][A-Z_]*)"')
READ = re.compile(r'(?:environment\[|getenv\()"([A-Z][A-Z_]+)"')


def findings(tree):
    said = set(re.findall(r"[A-Z][A-Z_]+\*?", tree.files.get(DOCUMENT, "")))
    families = tuple(name[:-1] for name in said if name.endswith("*"))
    seen = set()
    for path in tree.swift_files("Sources"):
        for number, line in enumerate(tree.lines(path), 1):
            for name in OWN.findall(line) + READ.findall(line):
                if name not in said and name not in seen and not (families and name.startswith(families)):
                    seen.add(name)
                    yield Finding(path, number, f"{name} is not in {DOCUMENT}")


def planted():
    path, document = "Sources/Ground/Basics/A.swift", {DOCUMENT: "| `GT_ROLE` | `HOME` | `GIT_AUTHOR_*` |"}
    yield Tree(document | {path: 'all["GT_ROLE"] = environment["HOME"] ?? environment["GIT_AUTHOR_NAME"]\n'}), []
    yield Tree(document | {path: 'let x = environment["PAGER"]\n'}), ["A.swift:1: PAGER is not in docs/environment.md"]
    yield Tree(document | {path: 'set("GT_SESSION")\nset("GT_SESSION")\n'}), ["A.swift:1: GT_SESSION"]

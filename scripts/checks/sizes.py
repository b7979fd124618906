"""No file over 500 lines in Sources or 800 in Tests, unless scripts/size-exceptions.txt gives its reason.

A line of that file is `PATH REASON`; one that is no longer needed is a finding too.
"""
from tree import Finding, Tree

EXCEPTIONS = "scripts/size-exceptions.txt"
LIMITS = {"Sources": 500, "Tests": 800}


def findings(tree):
    reasons = {}
    for number, line in enumerate(tree.files.get(EXCEPTIONS, "").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            path, _, reason = line.partition(" ")
            reasons[path] = number
            if len(reason.split()) < 3:
                yield Finding(EXCEPTIONS, number, f"no reason for {path}")
    for folder, limit in LIMITS.items():
        for path in tree.swift_files(folder):
            count = len(tree.lines(path))
            if count > limit and path not in reasons:
                yield Finding(path, 0, f"{count} lines, more than {limit}; split it by topic")
            if count <= limit and path in reasons:
                yield Finding(EXCEPTIONS, reasons[path], f"{path} has {count} lines and needs no exception")
    for path, number in reasons.items():
        if path not in tree.files:
            yield Finding(EXCEPTIONS, number, f"there is no {path}")


def planted():
    long = "let x = 1\n" * 501
    path = "Sources/Ground/Basics/A.swift"
    yield Tree({path: "let x = 1\n" * 500}), []
    yield Tree({path: long}), ["501 lines, more than 500"]
    yield Tree({"Tests/BasicsTests/A.swift": long}), []
    yield Tree({path: long, EXCEPTIONS: f"{path} a table that is generated\n"}), []
    yield Tree({path: long, EXCEPTIONS: f"{path}\n"}), ["no reason for"]
    yield Tree({path: "", EXCEPTIONS: f"{path} a table that is generated\n"}), ["needs no exception"]
    yield Tree({EXCEPTIONS: f"{path} a table that is generated\n"}), ["there is no Sources"]

"""Where a check of the compiler or of the formatter is switched off, the line or the comment above it says why."""
import re

from tree import Finding, Tree

SWITCHES = r"@unchecked Sendable|nonisolated\(unsafe\)|\bunsafeBitCast\(|@preconcurrency\b"
IN_COMMENTS = r"//\s*swift-format-ignore(?!-file)"
FEWEST_WORDS = 3


def words(text):
    return len(re.findall(r"\w+", text))


def has_reason(lines, number):
    """Whether the comment at the end of line `number` (from 1), or right above it, holds a few words."""
    if "//" in lines[number - 1] and words(lines[number - 1].split("//", 1)[1]) >= FEWEST_WORDS:
        return True
    above, said = number - 2, 0
    while above >= 0 and lines[above].strip().startswith("//"):
        said += words(lines[above])
        above -= 1
    return said >= FEWEST_WORDS


def findings(tree):
    for path in tree.swift_files():
        lines = tree.lines(path)
        for number, match in tree.search(path, SWITCHES):
            if not has_reason(lines, number):
                yield Finding(path, number, f"`{match.group()}` without a reason in a comment")
        for number, line in enumerate(lines, 1):
            if re.search(IN_COMMENTS, line) and not has_reason(lines[:number - 1] + [line.replace("swift-format-ignore", "")], number):
                yield Finding(path, number, "`swift-format-ignore` without a reason behind it")


def planted():
    def tree(text):
        return Tree({"Sources/Ground/Basics/A.swift": text})

    yield tree("// The lock guards every field.\nfinal class A: @unchecked Sendable {}\n"), []
    yield tree("nonisolated(unsafe) let a = 1 // set once before threads start\n"), []
    yield tree("final class A: @unchecked Sendable {}\n"), ["A.swift:1: `@unchecked Sendable`"]
    yield tree("// why\nnonisolated(unsafe) let a = 1\n"), ["A.swift:2: `nonisolated(unsafe)`"]
    yield tree("// swift-format-ignore\nlet a = b!\n"), ["swift-format-ignore"]
    yield tree("// swift-format-ignore: NeverForceUnwrap, the literal is valid\nlet a = b!\n"), []

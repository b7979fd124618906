"""Calls and words that this house does without, each with what takes its place."""
import re

from tree import Finding, Tree

EXECUTABLES = ("Sources/Tools/bd/", "Sources/Tools/gt/")

# Pattern in the code (comments and texts do not count), folders, folders left out, what to do instead.
RULES = [
    (r"(?<![\w.])(?:print|debugPrint|dump)\(", ("Sources",), (), "output goes through `Console`"),
    (r"(?<![\w.])_?exit\(", ("Sources",), EXECUTABLES, "only the executables end the process; return a status or throw a `Problem`"),
    (r"(?<!\w)fatalError\(", ("Sources",), (), "throw a `Problem`; `preconditionFailure` with a reason where only a bug can lead"),
    (r"\btry!", ("Sources",), (), "handle the error or let it through"),
    (r"\bFileManager\b", ("Sources",), (), "use `Files` of `Host`"),
    (r"(?<!\w)Process\(\)", ("Sources",), (), "programs are called through `Effects.processes`"),
    (r"\bProcessInfo\b", ("Sources",), (), "the environment comes from `Effects`"),
    (r"^[ \t]*(?:\w+ )?import Foundation\w*", ("Sources",), (), "`Glibc` or `Darwin`, `Basics` and `JSON` have what is needed"),
    (r"(?<!\w)(?:setenv|putenv|unsetenv)\(", ("Sources",), (), "not safe with threads; give a child its environment in `ProcessCall`"),
    (r"(?<![\w.])(?:system|popen)\(", ("Sources", "Tests"), (), "programs are called through `Effects.processes`"),
    (r"@testable\b", ("Sources", "Tests"), (), "tests use what other modules use"),
    (r"(?<![\w.])public\s", ("Sources", "Tests"), (), "`package` is the widest access here"),
    # Acceptance tests watch the built programs from outside, where nothing tells when.
    (r"(?<![\w.])(?:usleep|nanosleep|sleep)\(|\bTask\.sleep\b", ("Tests",), ("Tests/Support/", "Tests/AcceptanceTests/"), "tests wait on events, or move a `ManualClock`"),
]
# In the raw text, comments included: a thing that is not there yet is absent, not announced.
WORDS = r"\b(?:TODO|FIXME|HACK)\b"


def findings(tree):
    for pattern, folders, left_out, instead in RULES:
        for path in tree.swift_files(*folders):
            if path.startswith(left_out):
                continue
            for line, match in tree.search(path, pattern):
                yield Finding(path, line, f"`{match.group().strip()}`: {instead}")
    for path in tree.swift_files():
        for number, text in enumerate(tree.lines(path), 1):
            for match in re.finditer(WORDS, text):
                yield Finding(path, number, f"`{match.group()}`: do it, or open an issue")


def planted():
    def tree(text, path="Sources/Ground/Basics/A.swift"):
        return Tree({path: text})

    yield tree("let a = \"print(x) fatalError( try! FileManager\" // print(x)\nconsole.print(x)\nfootprint(x)\n"), []
    yield tree("print(x)\n"), ["A.swift:1: `print(`"]
    yield tree("let a = \"\\(print(x))\"\n"), ["`print(`"]
    yield tree("exit(1)\n"), ["`exit(`"]
    yield tree("exit(1)\n", "Sources/Tools/bd/BD.swift"), []
    yield tree("fatalError()\nlet b = try! c()\n"), ["A.swift:2: `try!`", "A.swift:1: `fatalError(`"]
    yield tree("internal import FoundationEssentials\nlet f = FileManager.default\n"), ["`internal import FoundationEssentials`", "`FileManager`"]
    yield tree("let p = Process()\nlet i = ProcessInfo.processInfo\n"), ["`Process()`", "`ProcessInfo`"]
    yield tree("@testable import Basics\n", "Tests/BasicsTests/A.swift"), ["`@testable`"]
    yield tree("public struct A {}\n"), ["`public`"]
    yield tree("try await Task.sleep(for: .seconds(1))\nusleep(3)\n", "Tests/BasicsTests/A.swift"), ["`Task.sleep`", "`usleep(`"]
    yield tree("// TODO: later\n"), ["`TODO`"]

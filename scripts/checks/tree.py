"""What the checks look at: the project's files and its targets, read once.

A tree is made from the working folder (`Tree.of_folder`) or, for the checks' own tests, from texts (`Tree(files, targets)`).
"""
import functools
import json
import os
import re
import subprocess
from typing import NamedTuple


class Finding(NamedTuple):
    """One thing that is not as the house has it."""

    path: str
    line: int
    message: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.message}" if self.line else f"{self.path}: {self.message}"


class Target(NamedTuple):
    """A target of Package.swift; `uses` are the targets it declares."""

    name: str
    path: str
    uses: tuple = ()
    kind: str = "regular"  # regular, executable, test

    @property
    def is_support(self):
        """Whether it exists for tests but is not a test target itself."""
        return self.kind != "test" and self.path.startswith("Tests/")


class Tree:
    """Files by path (relative, `/`), and targets by name."""

    def __init__(self, files, targets=(), outside_packages=(), folder=None):
        self.files = files
        self.targets = {target.name: target for target in targets}
        self.outside_packages = list(outside_packages)
        self.folder = folder
        self._code = {}

    @classmethod
    def of_folder(cls, folder):
        """Everything git would add, and the package as the toolchain reads it."""
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=folder, check=True, capture_output=True,
        ).stdout.decode().split("\0")
        files = {}
        for path in sorted(filter(None, listed)):
            try:
                with open(os.path.join(folder, path), encoding="utf-8") as file:
                    files[path] = file.read()
            except (FileNotFoundError, IsADirectoryError, UnicodeDecodeError):
                continue  # deleted and not yet committed, a link to a folder, or not a text
        dump = subprocess.run(["swift", "package", "dump-package"], cwd=folder, capture_output=True, text=True)
        if dump.returncode:
            raise SystemExit(f"check: Package.swift cannot be read:\n{dump.stderr.strip()}")
        package = json.loads(dump.stdout)
        targets = [
            Target(
                name=entry["name"],
                path=entry.get("path") or f"Sources/{entry['name']}",
                uses=tuple(
                    (dependency.get("byName") or dependency.get("target") or dependency.get("product"))[0]
                    for dependency in entry["dependencies"]
                ),
                kind=entry["type"],
            )
            for entry in package["targets"]
        ]
        outside = [str(dependency) for dependency in package["dependencies"]]
        return cls(files, targets, outside, folder)

    def swift_files(self, *folders):
        """Paths of Swift files below the folders, in order; by default all of Sources and Tests."""
        folders = tuple(f"{folder}/" for folder in (folders or ("Sources", "Tests")))
        return [path for path in self.files if path.endswith(".swift") and path.startswith(folders)]

    def files_of(self, target):
        """Paths of a target's Swift files."""
        return self.swift_files(target.path)

    def owner(self, path):
        """The target that a file belongs to, or None."""
        return next((target for target in self.targets.values() if path.startswith(target.path + "/")), None)

    def lines(self, path):
        """The file's lines."""
        return self.files[path].splitlines()

    def code(self, path):
        """The file's text with comments and the insides of string literals blanked; lines stay where they are."""
        if path not in self._code:
            self._code[path] = code_only(self.files[path])
        return self._code[path]

    def search(self, path, pattern):
        """(line number, match) for each match of the pattern in the file's code."""
        code = self.code(path)
        return [(code.count("\n", 0, match.start()) + 1, match) for match in re.finditer(pattern, code, re.M)]


INTERESTING_CODE = re.compile(r'#*"|//|/\*|[()]')
INTERESTING_TEXT = re.compile(r'["\\\n]')


def code_only(text):
    """Swift source with comments and string contents as blanks; code inside interpolations stays."""
    out, position = [], 0
    modes = [0]  # an int: code, with the parentheses open since an interpolation began; a pair: a string literal

    def blank(end):
        out.append(re.sub(r"[^\n]", " ", text[position:end]))
        return end

    def keep(end):
        out.append(text[position:end])
        return end

    while position < len(text):
        mode = modes[-1]
        if isinstance(mode, int):
            match = INTERESTING_CODE.search(text, position)
            if not match:
                keep(len(text))
                break
            position = keep(match.start())
            found = match.group()
            if found == "//":
                end = text.find("\n", position)
                position = blank(len(text) if end < 0 else end)
            elif found == "/*":
                position = blank(_comment_end(text, position))
            elif found.endswith('"'):
                quotes = '"""' if text.startswith('"""', match.end() - 1) else '"'
                position = keep(match.end() - 1 + len(quotes))
                modes.append((quotes, "#" * (len(found) - 1)))
            else:
                position = keep(match.end())
                if len(modes) > 1:
                    if found == ")" and mode == 0:
                        modes.pop()
                    else:
                        modes[-1] += 1 if found == "(" else -1
            continue
        quotes, hashes = mode
        match = INTERESTING_TEXT.search(text, position)
        if not match:
            blank(len(text))
            break
        position = blank(match.start())
        if text.startswith(quotes + hashes, position):
            position = keep(position + len(quotes) + len(hashes))
            modes.pop()
        elif text.startswith("\\" + hashes, position):
            after = position + 1 + len(hashes)
            position = blank(after)
            if text.startswith("(", position):
                position = keep(position + 1)
                modes.append(0)
            else:
                position = blank(min(position + 1, len(text)))
        elif text[position] == "\n" and quotes == '"':
            position = keep(position + 1)
            modes.pop()
        else:
            position = blank(position + 1)
    return "".join(out)


def _comment_end(text, start):
    """Where the block comment that begins at `start` ends; they nest."""
    depth, position = 0, start
    for match in re.compile(r"/\*|\*/").finditer(text, start):
        depth += 1 if match.group() == "/*" else -1
        position = match.end()
        if depth == 0:
            return position
    return len(text)


MODIFIERS = (
    r"(?:@\w+(?:\([^)\n]*\))?\s+|(?:package|public|open|internal|fileprivate|private|final|indirect|static|class|mutating"
    r"|nonmutating|nonisolated|override|convenience|required|lazy|weak|isolated|consuming|borrowing|dynamic|prefix|postfix"
    r"|infix)(?:\(\w+\))?\s+)*"
)
KEYWORDS = r"struct|class|enum|actor|protocol|extension|func|typealias|associatedtype|init|subscript|var|let|case|macro"
DECLARATION = re.compile(rf"^[ \t]*(?P<modifiers>{MODIFIERS})(?P<keyword>{KEYWORDS})\b[ \t]*(?P<name>`?\w+`?|[^\s\w(]+)?", re.M)


class Declaration(NamedTuple):
    """A declaration as it stands in a file: where, its words, and what it lies in (outermost first)."""

    line: int
    keyword: str
    name: str
    modifiers: tuple
    within: tuple


def declarations(code):
    """All declarations at the beginning of a line, in order. `code` is what `code_only` returns."""
    found, stack = [], []
    matches = {match.start("keyword"): match for match in DECLARATION.finditer(code)}
    events = sorted([(at, None) for at in matches] + [(m.start(), m.group()) for m in re.finditer(r"[{}\n]", code)])
    line, latest = 1, None
    for at, mark in events:
        if mark == "\n":
            line += 1
        elif mark == "{":
            stack.append(latest)
            latest = None
        elif mark == "}":
            if stack:
                stack.pop()
            latest = None
        else:
            match = matches[at]
            first = line - match.group("modifiers").count("\n")
            words = tuple(re.findall(r"@?\w+(?:\(\w+\))?", match.group("modifiers")))
            latest = Declaration(first, match["keyword"], (match["name"] or "").strip("`"), words, tuple(stack))
            found.append(latest)
    return found

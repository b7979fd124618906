"""Files are called after the type or topic in them; drawers for odds and ends are not names."""
from tree import Finding, Target, Tree

DRAWERS = {"utils", "util", "utilities", "helpers", "helper", "common", "misc", "shared", "extensions", "types", "constants"}


def findings(tree):
    for path in tree.swift_files():
        parts = path.removesuffix(".swift").split("/")
        drawer = next((part for part in parts[1:] if part.lower() in DRAWERS), None)
        if drawer:
            yield Finding(path, 0, f"`{drawer}` says nothing; name the file or folder after what is in it")
    for target in tree.targets.values():
        seen = {}
        for path in tree.files_of(target):
            base = path.split("/")[-1]
            if base in seen:
                yield Finding(path, 0, f"{target.name} has {seen[base]} too: base names are unique in a module")
            seen.setdefault(base, path)


def planted():
    basics = [Target("Basics", "Sources/Ground/Basics")]
    yield Tree({"Sources/Ground/Basics/Clock/Clock.swift": ""}, basics), []
    yield Tree({"Sources/Ground/Basics/Helpers/Clock.swift": ""}, basics), ["`Helpers` says nothing"]
    yield Tree({"Sources/Ground/Basics/Utils.swift": ""}, basics), ["`Utils` says nothing"]
    yield Tree({"Sources/Ground/Basics/A/List.swift": "", "Sources/Ground/Basics/B/List.swift": ""}, basics), ["base names are unique"]

"""Files are called after the type or topic in them; drawers for odds and ends are not names.

A target is not called like a module of the toolchain either: in one build folder it would be loaded in its place.
"""
from tree import Finding, Target, Tree

DRAWERS = {"utils", "util", "utilities", "helpers", "helper", "common", "misc", "shared", "extensions", "types", "constants"}

SYSTEM_MODULES = {"Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Darwin", "Observation", "Synchronization", "Testing", "XCTest"}


def findings(tree):
    for path in tree.swift_files():
        parts = path.removesuffix(".swift").split("/")
        drawer = next((part for part in parts[1:] if part.lower() in DRAWERS), None)
        if drawer:
            yield Finding(path, 0, f"`{drawer}` says nothing; name the file or folder after what is in it")
    for target in tree.targets.values():
        if target.name in SYSTEM_MODULES:
            yield Finding("Package.swift", 0, f"target {target.name} is called like a module of the toolchain")
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
    yield Tree({}, [Target("Dispatch", "Sources/Town/Dispatch")]), ["Dispatch is called like a module of the toolchain"]

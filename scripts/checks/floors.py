"""Targets stand on floors, as docs/modules.md draws them: each uses lower floors only.

The table's rows are `| floor | `Target` ... |`. The first digit of the floor is the storey and names the folder that the
target lies in. A target written in C serves its own floor too. Targets below Tests/Support have the floor `–`: TestKit uses the first storey only, and no program uses one.
"""
import re

from tree import Finding, Target, Tree

TABLE = "docs/modules.md"
STOREYS = {"1": "Ground", "2": "Machine", "3": "Records", "4": "Town", "5": "Tools"}


def floors_of(tree):
    """The floor of each target named in the table (None for `–`), with the line that says so."""
    rows = {}
    for number, line in enumerate(tree.files.get(TABLE, "").splitlines(), 1):
        match = re.match(r"\|\s*(\d\d|–)\s*\|([^|]*)\|", line)
        if match:
            for name in re.findall(r"`(\w+)`", match[2]):
                rows[name] = (int(match[1]) if match[1] != "–" else None, number)
    return rows


def is_c(tree, target):
    """Whether the target is written in C."""
    return any(path.startswith(target.path + "/") and path.endswith(".c") for path in tree.files)


def findings(tree):
    floors = floors_of(tree)
    rooms = [target for target in tree.targets.values() if target.kind != "test"]
    for package in tree.outside_packages:
        yield Finding("Package.swift", 0, f"a package from outside: {package}; docs/decisions says why there is none")
    for name, (_, line) in floors.items():
        if name not in tree.targets:
            yield Finding(TABLE, line, f"there is no target {name} in Package.swift")
    for target in rooms:
        if target.name not in floors:
            yield Finding(TABLE, 0, f"target {target.name} has no row")
            continue
        floor = floors[target.name][0]
        expected = f"Sources/{STOREYS.get(str(floor)[0])}/{target.name}" if floor else f"Tests/Support/{target.name}"
        if target.path != expected:
            yield Finding("Package.swift", 0, f"target {target.name} (floor {floor or '–'}) lies in {target.path}, not {expected}")
        for used in target.uses:
            if used not in floors:
                continue
            below = floors[used][0]
            if floor is None:
                if target.name == "TestKit" and (below is None or below >= 20):
                    yield Finding("Package.swift", 0, f"TestKit uses {used}, which is not of the first storey")
            elif below is None:
                yield Finding("Package.swift", 0, f"{target.name} (floor {floor}) uses {used}, which is for tests")
            elif below > floor or below == floor and not is_c(tree, tree.targets[used]):
                yield Finding("Package.swift", 0, f"{target.name} (floor {floor}) uses {used} (floor {below}), which is not below it")


def planted():
    table = "| floor | target | what |\n|---|---|---|\n| 21 | `SQL` | |\n| 20 | `Host` | |\n| 10 | `Basics` | |\n| – | `TestKit` | |\n"
    good = [
        Target("Basics", "Sources/Ground/Basics"),
        Target("Host", "Sources/Machine/Host", ("Basics",)),
        Target("SQL", "Sources/Machine/SQL", ("Host",)),
        Target("TestKit", "Tests/Support/TestKit", ("Basics",)),
        Target("SQLTests", "Tests/SQLTests", ("SQL", "TestKit"), "test"),
    ]

    def changed(*targets):
        names = {target.name for target in targets}
        return Tree({TABLE: table}, [target for target in good if target.name not in names] + list(targets))

    yield Tree({TABLE: table}, good), []
    yield changed(Target("Basics", "Sources/Ground/Basics", ("SQL",))), ["Basics (floor 10) uses SQL (floor 21)"]
    yield changed(Target("Host", "Sources/Machine/Host", ("TestKit",))), ["Host (floor 20) uses TestKit, which is for tests"]
    spawn = Target("Spawn", "Sources/Machine/Spawn")
    rows = table + "| 20 | `Spawn` | |\n"
    using = [Target("Host", "Sources/Machine/Host", ("Basics", "Spawn")), spawn]
    yield Tree({TABLE: rows, "Sources/Machine/Spawn/spawn.c": ""}, changed(*using).targets.values()), []
    yield Tree({TABLE: rows}, changed(*using).targets.values()), ["Host (floor 20) uses Spawn (floor 20)"]
    yield changed(Target("Host", "Sources/Host")), ["lies in Sources/Host, not Sources/Machine/Host"]
    yield changed(Target("Attic", "Sources/Attic")), ["target Attic has no row"]
    yield changed(Target("TestKit", "Tests/Support/TestKit", ("SQL",))), ["TestKit uses SQL"]
    yield Tree({TABLE: table}, good[1:]), ["there is no target Basics"]
    yield Tree({TABLE: table}, good, ["swift-nio"]), ["a package from outside: swift-nio"]

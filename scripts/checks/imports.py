"""What a file imports is declared in Package.swift and used; what a target declares, one of its files imports.

An import counts as used when the file names anything that the imported target declares. Modules of the system are those
of the C library and the standard library; Foundation is for tests only (docs/decisions/0002-no-outside-packages.md).
"""
import re

from tree import Finding, Target, Tree, declarations

IMPORT = (
    r"^[ \t]*(?:@\w+(?:\(\w+\))?\s+)*(?:(?:package|public|internal|fileprivate|private)\s+)?import\s+"
    r"(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)"
)
SYSTEM = {"Glibc", "Darwin", "Synchronization", "Dispatch"}
SYSTEM_OF_TESTS = SYSTEM | {"Foundation", "Testing"}


def names_of(tree, target):
    """Every name that the target declares for others, members included; None for a target written in C."""
    files = tree.files_of(target)
    if not files:
        return None
    names = set()
    for path in files:
        for declaration in declarations(tree.code(path)):
            if not {"private", "fileprivate"} & set(declaration.modifiers):
                names.add(declaration.name)
        # Cases after the first of a line, and names that a declaration does not begin with.
        for _, match in tree.search(path, r"\bcase\s+([^:\n]+)"):
            names.update(re.findall(r"\w+", match[1]))
    return names


def findings(tree):
    names = {target.name: names_of(tree, target) for target in tree.targets.values() if target.kind != "test"}
    for target in tree.targets.values():
        imported = set()
        allowed = SYSTEM_OF_TESTS if target.path.startswith("Tests/") else SYSTEM
        for path in tree.files_of(target):
            for line, match in tree.search(path, IMPORT):
                module = match[1]
                imported.add(module)
                if module not in tree.targets:
                    if module not in allowed:
                        yield Finding(path, line, f"imports {module}: neither a target nor one of {', '.join(sorted(allowed))}")
                elif module == target.name:
                    yield Finding(path, line, f"imports the target it belongs to, {module}")
                elif module not in target.uses:
                    yield Finding(path, line, f"imports {module}, which {target.name} does not declare in Package.swift")
                elif names.get(module) is not None:
                    words = set(re.findall(r"\w+", re.sub(IMPORT, "", tree.code(path), flags=re.M)))
                    if not words & names[module]:
                        yield Finding(path, line, f"imports {module} and names nothing of it")
        for used in target.uses:
            if tree.files_of(target) and used not in imported and not (tree.targets.get(used) and tree.targets[used].kind == "executable"):
                yield Finding("Package.swift", 0, f"{target.name} declares {used} and no file of it imports that")


def planted():
    basics = "package struct Clock {\n    package var seconds: Int\n}\n"

    def tree(text, uses=("Basics",), test=False):
        folder = "Tests/HostTests" if test else "Sources/Machine/Host"
        files = {"Sources/Ground/Basics/Clock.swift": basics, f"{folder}/Files.swift": text}
        kind = "test" if test else "regular"
        return Tree(files, [Target("Basics", "Sources/Ground/Basics"), Target(folder.split("/")[-1], folder, uses, kind)])

    yield tree("package import Basics\n\nlet clock: Clock\n"), []
    yield tree("import Basics\n\nlet far = \"\\(x.seconds)\"\n"), []
    yield tree("import Basics\n\nlet text = \"Clock\" // Clock\n"), ["names nothing of it"]
    yield tree("import Basics\nlet clock: Clock\n", ()), ["Host does not declare in Package.swift"]
    yield tree("let x = 1\n"), ["Host declares Basics and no file of it imports that"]
    yield tree("import Foundation\n", ()), ["imports Foundation"]
    yield tree("import Foundation\nimport Testing\n", (), True), []
    yield tree("#if canImport(Glibc)\n    import Glibc\n#else\n    import Darwin\n#endif\n", ()), []

"""Every type, function and protocol member that another module sees (`package`) says what its signature cannot.

Exempt are properties outside protocols, initialisers, enum cases, functions that a protocol asks for (documented there), and
the command rooms, whose commands explain themselves in their help. swift-format's own rule looks at `public` only.
"""
from tree import Finding, Tree, declarations

TYPES = {"struct", "class", "enum", "actor", "protocol", "typealias", "macro"}
IN_PROTOCOLS = {"func", "var", "init", "subscript", "associatedtype", "typealias"}
DEMANDED = {"==", "<", "hash", "encode", "next", "makeIterator", "index", "callAsFunction", "provideScope", "prepare"}
NARROWER = {"internal", "private", "fileprivate"}
COMMAND_ROOMS = tuple(f"Sources/Tools/{name}/" for name in ("BeadCommands", "TownCommands", "WorkCommands", "AgentCommands", "bd", "gt"))


def required_names(tree):
    """What the project's own protocols ask for: documented there, so not again by each type that has it."""
    return {
        declaration.name
        for path in tree.swift_files("Sources", "Tests/Support")
        for declaration in declarations(tree.code(path))
        if declaration.within and declaration.within[-1] and declaration.within[-1].keyword == "protocol"
    }


def is_seen(declaration):
    """Whether other modules see it: by its own word, or by that of the extension or protocol it stands in."""
    if "package" in declaration.modifiers:
        return True
    if not declaration.within or declaration.within[-1] is None or NARROWER & set(declaration.modifiers):
        return False
    around = declaration.within[-1]
    return around.keyword in ("extension", "protocol") and "package" in around.modifiers


def is_documented(lines, number):
    """Whether a `///` line stands above line `number` (from 1), attributes and conditions aside."""
    above = number - 2
    while above >= 0 and lines[above].strip().startswith(("@", "#if", "#else", "//:")):
        above -= 1
    return above >= 0 and lines[above].strip().startswith("///")


def findings(tree):
    required = required_names(tree)
    for path in tree.swift_files("Sources", "Tests/Support"):
        if path.startswith(COMMAND_ROOMS):
            continue
        lines = tree.lines(path)
        for declaration in declarations(tree.code(path)):
            if not is_seen(declaration) or declaration.keyword == "extension":
                continue
            in_protocol = bool(declaration.within and declaration.within[-1] and declaration.within[-1].keyword == "protocol")
            wanted = IN_PROTOCOLS if in_protocol else TYPES | {"func", "subscript"}
            if declaration.keyword not in wanted or declaration.name in DEMANDED:
                continue
            if not in_protocol and declaration.keyword == "func" and declaration.name in required:
                continue
            if not is_documented(lines, declaration.line):
                yield Finding(path, declaration.line, f"{declaration.keyword} {declaration.name} has no documentation")


def planted():
    def tree(text, path="Sources/Ground/Basics/A.swift"):
        return Tree({path: text})

    yield tree("/// A.\npackage struct A: Equatable {\n    package var b: Int\n    package init() {}\n    func c() {}\n}\n"), []
    yield tree("package struct A {}\n"), ["A.swift:1: struct A has no documentation"]
    yield tree("// A.\npackage enum A {}\n"), ["enum A has no documentation"]
    yield tree("/// A.\npackage enum A {\n    case b\n    @discardableResult\n    package static func c() {}\n}\n"), ["A.swift:4: func c"]
    yield tree("/// A.\npackage enum A {\n    /// C.\n    @discardableResult\n    package static func c() {}\n}\n"), []
    yield tree("/// A.\npackage protocol A {\n    var b: Int { get }\n    /// C.\n    func c()\n}\n"), ["A.swift:3: var b"]
    yield tree("/// A.\npackage protocol A {\n    /// C.\n    func c()\n}\n/// B.\npackage struct B: A {\n    package func c() {}\n}\n"), []
    yield tree("package extension A {\n    func c() {\n        func inner() {}\n    }\n}\n"), ["A.swift:2: func c"]
    yield tree("/// A.\npackage struct A {\n    package static func < (a: A, b: A) -> Bool { true }\n}\n"), []
    yield tree("let text = \"\"\"\n    package struct A {}\n    \"\"\"\n"), []
    yield tree("package struct A {}\n", "Sources/Tools/BeadCommands/A.swift"), []

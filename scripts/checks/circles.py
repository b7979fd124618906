"""No circle of uses between the files of a target: of two files that need each other, neither can be read alone.

A file uses another when it names one of its top-level declarations. Types that need each other belong in one file.
"""
import re

from tree import Finding, Target, Tree, declarations

TYPES = {"struct", "class", "enum", "actor", "protocol", "typealias"}
HIDDEN = {"private", "fileprivate"}
# A small letter after a dot begins a member, not the function of that name.
WORD = re.compile(r"(?<![\w.])[a-z_]\w*|(?<!\w)[A-Z]\w*")


def uses_within(tree, paths):
    """For each file: the other files of the list whose top-level names it uses, with the names."""
    homes, own = {}, {path: set() for path in paths}
    for path in paths:
        for declaration in declarations(tree.code(path)):
            outermost = not declaration.within and declaration.keyword not in ("extension", "case", "init")
            if outermost and not HIDDEN & set(declaration.modifiers):
                homes.setdefault(declaration.name, path)
            if outermost or declaration.keyword in TYPES:
                own[path].add(declaration.name)  # means the file's own, private and nested ones too
    uses = {}
    for path in paths:
        uses[path] = {}
        for word in set(WORD.findall(re.sub(r"^.*\bimport .*$", "", tree.code(path), flags=re.M))):
            home = homes.get(word)
            if home and home != path and word not in own[path]:
                uses[path].setdefault(home, set()).add(word)
    return uses


def circles(uses):
    """The strongly connected groups of more than one file (Tarjan's way, without recursion)."""
    index, low, stack, found = {}, {}, [], []
    for start in uses:
        if start in index:
            continue
        work = [(start, iter(uses[start]))]
        index[start] = low[start] = len(index)
        stack.append(start)
        while work:
            node, rest = work[-1]
            following = next(rest, None)
            if following is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    group = stack[stack.index(node):]
                    del stack[stack.index(node):]
                    if len(group) > 1:
                        found.append(sorted(group))
            elif following not in index:
                index[following] = low[following] = len(index)
                stack.append(following)
                work.append((following, iter(uses[following])))
            elif following in stack:
                low[node] = min(low[node], index[following])
    return found


def shortest(uses, group):
    """The shortest circle within a group, as a list of files that begins and ends with the same one."""
    best = None
    for start in group:
        ways = [[start]]
        seen = {start}
        while ways and (best is None or len(ways[0]) < len(best)):
            way = ways.pop(0)
            for following in sorted(uses[way[-1]]):
                if following == start:
                    if best is None or len(way) + 1 < len(best):
                        best = way + [start]
                    ways = []
                    break
                if following in group and following not in seen:
                    seen.add(following)
                    ways.append(way + [following])
    return best


def findings(tree):
    for target in tree.targets.values():
        uses = uses_within(tree, tree.files_of(target))
        for group in circles(uses):
            way = shortest(uses, group)
            arrows = [
                f"{first.split('/')[-1]} uses {second.split('/')[-1]} ({', '.join(sorted(uses[first][second])[:3])})"
                for first, second in zip(way, way[1:])
            ]
            yield Finding(group[0], 0, f"a circle of {len(group)} files in {target.name}: " + "; ".join(arrows))


def planted():
    def tree(**texts):
        return Tree({f"Sources/Ground/Basics/{name}.swift": text for name, text in texts.items()}, [Target("Basics", "Sources/Ground/Basics")])

    yield tree(A="struct A {\n    var b: B\n}\n", B="struct B {\n    var text = \"A\" // A\n}\n"), []
    yield tree(A="struct A {\n    var b: B\n}\n", B="struct B {\n    var a: [A]\n}\n"), ["a circle of 2 files in Basics: A.swift uses B.swift (B); B.swift"]
    yield tree(A="struct A {\n    func b() { c() }\n}\n", B="func c() { d.a() }\nprivate struct A {}\n"), []
    yield tree(A="import B\nstruct A {}\n", B="struct B {\n    var a: A\n}\n"), []
    yield tree(A="let a = b\n", B="let b = c\n", C="let c = a\n", D="let d = a\n"), ["a circle of 3 files"]

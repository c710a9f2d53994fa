"""Who may use whom: `room(...)` lines of Package.swift against each other and against the `import` lines of the sources."""
import re

from .tree import Check, line_of

_ROOM = re.compile(r'^room\(\s*"(\w+)",\s*floor:\s*(\d+)(.*?)\)\s*$', re.DOTALL | re.MULTILINE)
_IMPORT = re.compile(r"^\s*(?:@\w+(?:\(\w+\))?\s+)*(?:(?:private|fileprivate|internal|package|public)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)", re.MULTILINE)


def rooms(tree):
    """Name of each room: its floor and the modules of ours that it uses."""
    found = {}
    for match in _ROOM.finditer(tree.text("Package.swift")):
        uses = re.search(r"uses:\s*\[(.*?)\]", match.group(3), re.DOTALL)
        found[match.group(1)] = (int(match.group(2)), re.findall(r'"(\w+)"', uses.group(1)) if uses else [])
    return found


def check_floors(tree):
    """A room rests on lower floors only, and imports only rooms that its line in Package.swift names."""
    known = rooms(tree)
    if not known:
        yield "Package.swift", 1, "no room(...) line was understood; write it as room(\"Name\", floor: N, uses: [...])"
    for name, (floor, uses) in known.items():
        for used in uses:
            if used in known and known[used][0] >= floor:
                yield "Package.swift", 1, f"{name} (floor {floor}) uses {used} (floor {known[used][0]}); a room rests on lower floors only"
    for path, text in tree.swift("Sources/"):
        room = path.split("/")[1]
        for match in _IMPORT.finditer(text):
            used = match.group(1)
            if room not in known or used not in known or used == room:
                continue
            line = line_of(text, match.start(1))
            if known[used][0] >= known[room][0]:
                yield path, line, f"imports {used} of floor {known[used][0]} from floor {known[room][0]}; move what both need to a lower floor"
            elif used not in known[room][1]:
                yield path, line, f"imports {used}, which its room(...) line does not name in uses"


def check_readmes(tree):
    """Every module of ours has a README.md that says what it is for."""
    modules = {path.split("/")[1] for path in tree.paths if path.startswith("Sources/") and path.count("/") > 1 and path.endswith((".swift", ".c"))}
    for module in sorted(modules - {"youshu"}):
        path = f"Sources/{module}/README.md"
        if path not in tree.paths:
            yield path, 1, "is missing; about 20 lines: purpose, terms, what it does not do"
        elif sum(1 for line in tree.text(path).splitlines() if line.strip()) < 5:
            yield path, 1, "says too little; about 20 lines: purpose, terms, what it does not do"


_MANIFEST = 'room("Basics", floor: 0)\nroom("Tabular", floor: 1, uses: ["Basics"], libraries: ["CZlib"])\nroom("Datasets", floor: 1,\n    uses: ["Basics"])\n'

CHECKS = [
    Check(
        "floors", check_floors,
        objects_to=[
            ("a sibling in the manifest", {"Package.swift": _MANIFEST.replace('uses: ["Basics"])\n', 'uses: ["Tabular"])\n')}, "lower floors only"),
            ("an import of a sibling", {"Package.swift": _MANIFEST, "Sources/Tabular/A.swift": "package import Datasets\n"}, "imports Datasets of floor 1"),
            ("an import of a higher floor", {"Package.swift": _MANIFEST, "Sources/Basics/A.swift": "@preconcurrency import struct Tabular.Cell\n"}, "imports Tabular of floor 1"),
            ("an import that is not declared", {"Package.swift": _MANIFEST + 'room("Register", floor: 7, uses: ["Basics"])\n', "Sources/Register/A.swift": "import Tabular\n"}, "does not name in uses"),
            ("a manifest it cannot read", {"Package.swift": "let package = Package(name: \"youshu\")\n"}, "no room(...) line"),
        ],
        lets_pass=[("lower floors and libraries", {"Package.swift": _MANIFEST, "Sources/Tabular/A.swift": "import Basics\nimport CZlib\nimport Foundation\n"})]),
    Check(
        "readmes", check_readmes,
        objects_to=[
            ("a module without one", {"Sources/Basics/A.swift": "let a = 1\n"}, "is missing"),
            ("a title and nothing else", {"Sources/Basics/A.swift": "let a = 1\n", "Sources/Basics/README.md": "# Basics\n"}, "says too little"),
        ],
        lets_pass=[("a module with one", {"Sources/Basics/A.swift": "let a = 1\n", "Sources/Basics/README.md": "# Basics\na\nb\nc\nd\n"})]),
]

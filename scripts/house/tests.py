"""Where tests stand and that they are there."""
from .floors import rooms
from .tree import Check


def check_tests(tree):
    """Every room has tests; a file with tests is called …Tests.swift, stands below Tests/<Room>Tests, and holds at least one."""
    tested = set()
    for path, text in tree.swift("Tests/"):
        folder, holds = path.split("/")[1], "@Test" in text
        if holds:
            tested.add(folder)
        if holds and not path.endswith("Tests.swift"):
            yield path, 1, "holds tests; call it after what it tests, …Tests.swift"
        if not holds and path.endswith("Tests.swift"):
            yield path, 1, "is called a test and holds none"
    for room in rooms(tree):
        if f"{room}Tests" not in tested:
            yield "Package.swift", 1, f"{room} has no tests below Tests/{room}Tests"


_MANIFEST, _TEST = 'room("Basics", floor: 0)\n', "@Test func aPromise() {}\n"

CHECKS = [
    Check(
        "tests", check_tests,
        objects_to=[
            ("a room without", {"Package.swift": _MANIFEST, "Tests/OtherTests/ATests.swift": _TEST}, "Basics has no tests"),
            ("tests in a support file", {"Package.swift": _MANIFEST, "Tests/BasicsTests/A.swift": _TEST}, "holds tests"),
            ("an empty one", {"Package.swift": _MANIFEST, "Tests/BasicsTests/ATests.swift": _TEST, "Tests/BasicsTests/BTests.swift": "let b = 1\n"}, "holds none"),
        ],
        lets_pass=[("tests and what supports them", {"Package.swift": _MANIFEST, "Tests/BasicsTests/A/BTests.swift": _TEST, "Tests/BasicsTests/Made.swift": "let b = 1\n"})])
]

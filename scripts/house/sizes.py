"""How long a file and a function may be. A file over its limit holds a second noun; a function over its limit a second verb."""
from .swift import functions
from .tree import Check

SOURCE_LINES, TEST_LINES, RULE_LINES, FUNCTION_LINES = 400, 600, 80, 60


def check_files(tree):
    """Swift sources have at most 400 lines, tests 600, a rule's YAML file 80."""
    for path, text in tree.texts(".swift", ".c", ".h", ".yaml"):
        limit = _limit(path)
        lines = text.count("\n")
        if limit and lines > limit:
            yield path, limit + 1, f"has {lines} lines, at most {limit}; look for the second noun in it"


def _limit(path):
    if path.startswith("Tests/") and path.endswith(".swift"):
        return TEST_LINES
    if path.startswith("PolicyPacks/") and "/rules/" in path:
        return RULE_LINES
    if path.startswith("Sources/"):
        return SOURCE_LINES
    return None


def check_functions(tree):
    """A function, initialiser or subscript has at most 60 lines, its signature counted."""
    for path, text in tree.swift("Sources/", "Tests/"):
        for name, first, lines in functions(text):
            if lines > FUNCTION_LINES:
                yield path, first, f"{name} has {lines} lines, at most {FUNCTION_LINES}; give its parts names"


def _function(lines, head="func measure(_ x: Int) -> Int"):
    return f"struct Made {{\n    {head} {{\n" + "        let text = \"}}}\" // }\n" * (lines - 2) + "    }\n}\n"


CHECKS = [
    Check(
        "file-length", check_files,
        objects_to=[
            ("a long source", {"Sources/Basics/A.swift": "//\n" * 401}, "has 401 lines, at most 400"),
            ("a long test", {"Tests/BasicsTests/ATests.swift": "//\n" * 601}, "at most 600"),
            ("a long rule", {"PolicyPacks/national/a/rules/b.yaml": "a: 1\n" * 81}, "at most 80"),
        ],
        lets_pass=[("files at their limits", {
            "Sources/Basics/A.swift": "//\n" * 400, "Tests/BasicsTests/ATests.swift": "//\n" * 600,
            "PolicyPacks/national/a/rules/b.yaml": "a: 1\n" * 80, "PolicyPacks/national/a/codes/explanations.yaml": "a: 1\n" * 300})]),
    Check(
        "function-length", check_functions,
        objects_to=[
            ("a long function", {"Sources/Basics/A.swift": _function(61)}, "measure has 61 lines"),
            ("a long generic initialiser", {"Sources/Basics/A.swift": _function(61, "init<T>(\n_ a: T)")}, "init has 62 lines"),
            ("a long test", {"Tests/BasicsTests/ATests.swift": _function(70, "@Test func aRule() throws(Problem)")}, "aRule has 70 lines"),
        ],
        lets_pass=[
            ("a function at its limit", {"Sources/Basics/A.swift": _function(60)}),
            ("requirements of a protocol before a long type", {
                "Sources/Basics/A.swift": "protocol P {\n    func a(_ x: Int) -> [Int]\n    init(x: Int)\n    func b()\n}\nstruct S {\n" + "    let a = 1\n" * 80 + "}\n"}),
            ("calls of an initialiser", {"Sources/Basics/A.swift": "struct S {\n    let a = Self.init(1)\n" + "    let a = { 1 }\n" * 80 + "}\n"}),
        ]),
]

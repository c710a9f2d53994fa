"""What can end the process or hide a race needs its reason beside it."""
import re

from .swift import code_only
from .tree import Check, line_of

_RISKY = re.compile(r"\btry!|\bas!|\bfatalError\(|@unchecked\s+Sendable|\.unsafelyUnwrapped\b|\bnonisolated\(unsafe\)")


def check_reasons(tree):
    """`try!`, `as!`, `fatalError(`, `@unchecked Sendable`, `nonisolated(unsafe)` stand only with a comment `Why: …`.

    The comment is on the same line or in the block of comment lines directly above (attributes may stand between).
    """
    for path, text in tree.swift("Sources/", "Tests/"):
        lines = text.split("\n")
        for match in _RISKY.finditer(code_only(text)):
            line = line_of(text, match.start())
            if not _has_reason(lines, line - 1):
                yield path, line, f"{match.group()} without a reason; avoid it, or say on the line or above it “// Why: …”"


def _has_reason(lines, at):
    if re.search(r"//.*\bWhy( \w+)?: \S+ \S+", lines[at]):
        return True
    while at > 0 and re.match(r"\s*(//|@)", lines[at - 1]):
        at -= 1
        if re.search(r"//.*\bWhy( \w+)?: \S+ \S+", lines[at]):
            return True
    return False


def _source(text):
    return {"Sources/Basics/A.swift": text}


CHECKS = [
    Check(
        "reasons", check_reasons,
        objects_to=[
            ("a forced try", _source("let a = try! read()\n"), "try! without a reason"),
            ("a forced cast", _source("// casts\nlet a = b as! Int\n"), "as! without a reason"),
            ("an end of the process", _source("fatalError(\"no\")\n"), "fatalError( without"),
            ("an unchecked promise", _source("final class A: @unchecked Sendable {}\n"), "@unchecked Sendable without"),
            ("a reason without words", _source("let a = try! read()  // Why: \n"), "try! without"),
            ("a reason too far above", _source("// Why: it is a constant\n\nlet a = try! read()\n"), "try! without"),
        ],
        lets_pass=[
            ("a reason on the line", _source("let a = try! Regex(\"a\")  // Why: the pattern is a constant and tested\n")),
            ("a reason with its word", _source("nonisolated(unsafe) let a = b  // Why unsafe: read only after init\n")),
            ("a reason above", _source("/// A table.\n/// Why: written once before any thread starts\n@frozen\nfinal class A: @unchecked Sendable {}\n")),
            ("words in comments and literals", _source("// never try! here\nlet a = \"as! fatalError(\"\n")),
        ])
]

"""The glossary against the program: a name it gives must be one that the program has."""
import re

from .tree import Check

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]+")
_PLACES = ("Sources/", "DataSources/", "PolicyPacks/")


def check_glossary(tree):
    """Every name in the third column of docs/GLOSSARY.md occurs in the sources, the data sources or the packs."""
    path = "docs/GLOSSARY.md"
    if path not in tree.paths:
        return
    known = {word for place, text in tree.texts(".swift", ".yaml") if place.startswith(_PLACES) for word in _WORD.findall(text)}
    known |= {part for place in tree.paths if place.startswith(_PLACES) for part in _WORD.findall(place)}
    for number, line in enumerate(tree.text(path).splitlines(), 1):
        cells = line.split("|")
        if len(cells) < 5:
            continue
        for name in re.findall(r"`([^`]+)`", cells[3]):
            for word in _WORD.findall(name):
                if word not in known:
                    yield path, number, f"names {word}, which the program does not have; name what it has, or leave the cell empty"


_TERM = "| 中文 | English | Name | Meaning |\n|---|---|---|---|\n| 线索 | clue | `Clue.stableIdentity` | something to check |\n"

CHECKS = [
    Check(
        "glossary", check_glossary,
        objects_to=[("a name that was changed", {"docs/GLOSSARY.md": _TERM, "Sources/Comparison/Clue.swift": "struct Clue { let identity = 1 }\n"}, "names stableIdentity")],
        lets_pass=[("a name that is there", {"docs/GLOSSARY.md": _TERM, "Sources/Comparison/Clue.swift": "struct Clue { let stableIdentity = 1 }\n"})])
]

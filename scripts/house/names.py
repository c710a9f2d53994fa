"""Names that say nothing."""
import pathlib
import re

from .tree import Check

_CAMEL = re.compile(r"(Utils?|Utilit(?:y|ies)|Helpers?|Managers?|Common|Core|Misc)(?:Tests)?$")
_PLAIN = re.compile(r"^(utils?|utilit(?:y|ies)|helpers?|managers?|common|core|misc)$", re.IGNORECASE)


def check_names(tree):
    """No file or folder of code is called Utils, Helpers, Manager, Common, Core or Misc, nor ends so."""
    for path in tree.paths:
        if path.startswith(("DataSources/", "PolicyPacks/")):
            continue  # folders are departments and authorities there: the utilities sell electricity
        for part in pathlib.PurePosixPath(path).parts:
            stem = part.split(".")[0].split("+")[-1]
            if _CAMEL.search(stem) or _PLAIN.match(stem):
                yield path, 1, f"“{part}” names a drawer; name it after its one main thing"
                break


CHECKS = [
    Check(
        "names", check_names,
        objects_to=[
            ("a drawer", {"Sources/Basics/Utils.swift": ""}, "names a drawer"),
            ("a folder", {"Sources/Web/Core/Route.swift": ""}, "“Core” names"),
            ("an ending", {"Sources/Basics/DateHelpers.swift": ""}, "DateHelpers"),
            ("an extension's name", {"Sources/Basics/String+Utilities.swift": ""}, "names a drawer"),
            ("a script", {"scripts/common.sh": ""}, "names a drawer"),
        ],
        lets_pass=[("names of the trade", {"Sources/Basics/ResidentID.swift": "", "Sources/Tabular/Score.swift": "", "DataSources/utilities/electricity/source.yaml": "", "docs/decisions/0001-records.md": ""})])
]

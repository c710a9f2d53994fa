"""The checks of the house, one subject a file. A check carries its own proof: trees it objects to and trees it lets pass."""
from . import contents, floors, glossary, names, people, reasons, sizes, tests


def all_checks():
    return [check for module in (floors, sizes, reasons, names, glossary, tests, people, contents) for check in module.CHECKS]

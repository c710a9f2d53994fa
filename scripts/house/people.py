"""No real person stands in the repository: synthetic resident IDs carry an area part that was never assigned."""
import re

from .tree import Check, line_of

_ID = re.compile(r"(?<![0-9A-Za-z])([1-9]\d{5})((?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(\d{3})([0-9Xx])(?![0-9A-Za-z])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
# The two examples that GB 11643-1999 prints, taken apart so that they are not found here.
PUBLISHED = {"11010519491231" + "002X", "44052418800101" + "0014"}


def is_valid(number):
    """Whether the check character of GB 11643 fits the seventeen digits before it."""
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS)) % 11] == number[17].upper()


def check_people(tree):
    """A resident ID with a fitting check digit begins with 99 and has no five nines in a row, or is one of the standard's examples."""
    for path, text in tree.texts():
        for match in _ID.finditer(text):
            number = match.group().upper()
            if not is_valid(number) or number in PUBLISHED:
                continue
            if not number.startswith("99"):
                yield path, line_of(text, match.start()), f"{number[:2]}****************: may be a living person's ID; use one whose area part begins with 99"
            elif "99999" in number:
                yield path, line_of(text, match.start()), f"{number[:6]}************: five nines in a row, which marks test cards elsewhere; choose another"


def _with_check(body):
    return next(body + last for last in "0123456789X" if is_valid(body + last))


_REAL, _MADE, _NINES = (_with_check(body) for body in ("45010219680531" + "334", "99010219680531" + "334", "99999919680531" + "334"))

CHECKS = [
    Check(
        "people", check_people,
        objects_to=[
            ("an ID of a real area", {"Tests/a.csv": f"id,name\n{_REAL},张三\n"}, "may be a living person"),
            ("the same in a text with another encoding", {"Tests/b.csv": f"{_REAL},张三\n".encode("gb18030")}, "may be a living person"),
            ("five nines", {"Tests/a.csv": f"{_NINES}\n"}, "five nines"),
        ],
        lets_pass=[("made-up, published, mistaken and other numbers", {
            "Tests/a.csv": f"{_MADE}\n{min(PUBLISHED)}\n{max(PUBLISHED)}\n{_REAL[:17]}{'1' if _REAL[17] != '1' else '2'}\n1{_REAL}\n{_REAL}0\n123456789012345678\n"})])
]

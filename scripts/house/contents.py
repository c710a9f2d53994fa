"""What must not be tracked: paths and hosts of one machine, binaries, left-over work, what a build makes; and dead links."""
import posixpath
import re

from .tree import Check, folder, line_of

_PATH = re.compile(r"(?<![\w.$})\]*])/(?:home|root|Users|work|opt|var/tmp|tmp)/[A-Za-z]")
_HOST = re.compile(
    r"\b(?:pypi\.(?:org|python)|files\.pythonhosted\.org|registry\.(?:npmjs|yarnpkg)|(?:deb|security|ftp)\.debian\.org|(?:static\.|index\.)?crates\.io|"
    r"rubygems\.org|repo1?\.maven\.|proxy\.golang\.org|conda\.anaconda\.org|archive\.ubuntu\.com|mirrors?\.[a-z]+\.(?:com|cn|edu))", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX)\b")
_BUILT = re.compile(r"(^|/)(Package\.resolved|\.build[^/]*/.*|\.venv/.*|__pycache__/.*|results\.json|[^/]*\.(o|so|a|pyc|whl|zip|gz|exe))$")
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
PICTURE_BYTES, WORKBOOK_BYTES = 300_000, 65_536


def check_paths(tree):
    """No absolute path of one machine."""
    for path, text in tree.texts():
        for match in _PATH.finditer(text):
            yield path, line_of(text, match.start()), f"{match.group()}…: a path of one machine; make it relative, or take it from the environment"


def check_hosts(tree):
    """No host name of a package registry: packages come by their ordinary clients, as the machine is configured."""
    for path, text in tree.texts():
        for match in _HOST.finditer(text):
            yield path, line_of(text, match.start()), f"{match.group()}: name the package and its version, not where a machine gets it"


def check_open_work(tree):
    """No left-over marks of unfinished work: finish it, or write a sentence in the module's README."""
    for path, text in tree.texts():
        for match in _OPEN.finditer(text):
            yield path, line_of(text, match.start()), f"{match.group()}: finish it, or say in the module's README what it does not do"


def check_binaries(tree):
    """No binaries but pictures under 300 KB and, as a test's or a source's sample, workbooks under 64 KiB."""
    for path in tree.paths:
        data = tree.bytes(path)
        if path.endswith(".png"):
            if len(data) >= PICTURE_BYTES:
                yield path, 1, f"{len(data)} bytes; a picture has less than {PICTURE_BYTES}"
        elif path.endswith(".xlsx") and path.startswith(("Tests/", "DataSources/")):
            if len(data) > WORKBOOK_BYTES:
                yield path, 1, f"{len(data)} bytes; a sample workbook has at most {WORKBOOK_BYTES}"
        elif b"\0" in data and not (path.startswith("Tests/") and data[:2] in (b"\xff\xfe", b"\xfe\xff")):
            yield path, 1, "a binary file; make it when it is needed"


def check_built(tree):
    """Nothing that a build, a package manager or a benchmark writes."""
    for path in tree.paths:
        if _BUILT.search(path):
            yield path, 1, "is made, not written; take it out and let .gitignore keep it out"


def check_links(tree):
    """A link from one document to another leads somewhere."""
    places = set(tree.paths) | {folder(path) for path in tree.paths}
    places |= {folder(place) for place in list(places)} | {"."}
    for path, text in tree.texts(".md"):
        for match in _LINK.finditer(text):
            target = match.group(1)
            if "://" in target or target.startswith("mailto:"):
                continue
            if posixpath.normpath(posixpath.join(folder(path), target)) not in places:
                yield path, line_of(text, match.start()), f"links to {target}, which is not there"


CHECKS = [
    Check(
        "machine-paths", check_paths,
        objects_to=[
            ("a home", {"scripts/a": "cd /ho" "me/li/youshu\n"}, "a path of one machine"),
            ("a scratch folder", {"Sources/Basics/A.swift": 'let a = "/t' 'mp/out"\n'}, "a path of one machine"),
        ],
        lets_pass=[("relative paths and system ones", {"scripts/a": "cd out/home\n/usr/bin/env\n$HOME/tmp/x\nhttps://example.test/ho" "me/a\n"})]),
    Check(
        "registry-hosts", check_hosts,
        objects_to=[
            ("an index", {"scripts/a": "pip --index https://py" "pi.org/simple\n"}, "not where a machine gets it"),
            ("a mirror", {"Dockerfile": "deb http://deb.deb" "ian.org/debian\n"}, "not where a machine gets it"),
        ],
        lets_pass=[("Swift packages by their address", {"Package.swift": '.package(url: "https://github.com/jpsim/Yams", exact: "6.2.2")\n'})]),
    Check(
        "open-work", check_open_work,
        objects_to=[(mark, {"Sources/Basics/A.swift": f"// {mark}: later\n"}, mark) for mark in ("TO" "DO", "FIX" "ME", "X" "XX")],
        lets_pass=[("words that contain them", {"Sources/Basics/A.swift": "let method = 99xxxx\n"})]),
    Check(
        "binaries", check_binaries,
        objects_to=[
            ("an object", {"Sources/CBytes/a": b"\x7fELF\0\0"}, "a binary file"),
            ("a large picture", {"docs/a.png": b"\x89PNG\0" * 60_000}, "less than 300000"),
            ("a large workbook", {"Tests/A/a.xlsx": b"PK\0\0" * 20_000}, "at most 65536"),
            ("a workbook elsewhere", {"docs/a.xlsx": b"PK\0\0"}, "a binary file"),
        ],
        lets_pass=[("a picture, a sample, a UTF-16 fixture", {
            "docs/a.png": b"\x89PNG\0", "Tests/A/a.xlsx": b"PK\0\0", "Tests/A/a.csv": "张三".encode("utf-16"), "docs/a.md": "有数\n"})]),
    Check(
        "built-files", check_built,
        objects_to=[(path, {path: ""}, "is made, not written") for path in ("Package.resolved", ".build/debug/a", "Benchmarks/clues/results.json", "a/b.o", "scripts/house/__pycache__/a.pyc")],
        lets_pass=[("what is written", {"Package.swift": "", "Benchmarks/clues/floor.c": ""})]),
    Check(
        "links", check_links,
        objects_to=[("a dead link", {"README.md": "see [the map](docs/MAP.md#floors)\n"}, "which is not there")],
        lets_pass=[("links that lead somewhere", {"README.md": "[a](docs/A.md) [b](docs/) [c](https://example.test) [d](#here)\n", "docs/A.md": "[up](../README.md)\n"})]),
]

"""A stolen disk shows nobody's ID, card or phone number: not the database and its log, the received files, what was read of them, a backup, nor a word of ours."""

import csv
import io
import pathlib
import re

import pytest

import house
import people

NUMBER = re.compile(r"(?<!\d)(?:99\d{4}(?:19|20)\d{9}[\dXx]|1[3-9]\d{9}|62\d{14,17})(?![\dXx])")
NARROW = re.compile(rb"\d{11,}[Xx]?")
WIDE = re.compile(rb"(?:\d\x00){11,}(?:[Xx]\x00)?|(?:\x00\d){11,}(?:\x00[Xx])?")


def numbers(province):
    """Every number of a person that the text files hold which the departments and the register's office sent."""
    found = set()
    for file in sorted(pathlib.Path(province, "received").rglob("*")):
        if file.suffix not in (".csv", ".txt", ".tsv"):
            continue
        raw = file.read_bytes()
        for encoding in ("utf-8", "gb18030", "utf-16"):
            try:
                text = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
        for row in csv.reader(io.StringIO(text)):
            for cell in row:
                found.update(each.encode() for each in NUMBER.findall(cell))
    return found


def shown(files, wanted):
    """The files that show a number of somebody, in one byte a digit or in two, and how many bytes were looked at."""
    leaking, looked_at = {}, 0
    for file in files:
        raw = file.read_bytes()
        looked_at += len(raw)
        digits = set(NARROW.findall(raw)) | {each.replace(b"\0", b"") for each in WIDE.findall(raw)}
        # A number in a longer row of digits is found by its own length too.
        parts = {each[start:start + size] for each in digits for size in (11, 16, 17, 18, 19) for start in range(len(each) - size + 1)}
        if parts & wanted:
            leaking[file.name] = len(parts & wanted)
    return leaking, looked_at


def files_under(*folders):
    return [file for folder in folders for file in pathlib.Path(folder).rglob("*") if file.is_file()]


def test_a_stolen_disk_shows_nobodys_numbers(loaded, server, tmp_path):
    wanted = numbers(loaded.folder.parent / "province")
    assert len(wanted) > 1000
    # Somebody works, so that the log of the database and the temporary files are not empty.
    client = people.Client(server.address, loaded.account("township-officer"))
    for path in ("/", "/households", "/households?after=1"):
        client.get(path)
    folders = [server.installation.folder]
    kept = files_under(*folders)
    assert any(file.name.endswith("-wal") and file.stat().st_size for file in kept), "the write-ahead log was not looked at"
    assert any("blobs" in file.parts for file in kept), "no received file was looked at"
    leaking, looked_at = shown([*kept, pathlib.Path(server.log.name)], wanted)
    assert not leaking
    assert looked_at > 1_000_000
    server.stop()
    backup = tmp_path / "backup"
    house.youshu("backup", "--data", server.installation.folder, "--backups", backup)
    leaking, looked_at = shown(files_under(backup), wanted)
    assert not leaking
    assert looked_at > 1_000_000


def test_a_number_in_a_line_of_a_log_is_found():
    line = "2026-11-22T21:55:17+0000 info youshu: account=4 method=GET path=/people request=1b0bc6c20613e636 status=200 [Web] answered"
    house.told_nobody(line)
    for personal in ("99012119750101002X", "19912340001", "6217001234567890123"):
        with pytest.raises(AssertionError):
            house.told_nobody(line + f"\nrefused {personal} there")
    with pytest.raises(AssertionError):
        house.told_nobody(line.replace("/people", "/people?q=tml"))


def test_a_number_that_lies_open_is_found(loaded, tmp_path):
    wanted = numbers(loaded.folder.parent / "province")
    # One of every length, and one that ends in X.
    kinds = {(len(each), each[-1:].isdigit()): each for each in sorted(wanted)}
    assert {length for length, _ in kinds} >= {11, 18, 19} and (18, False) in kinds
    for number in kinds.values():
        for name, content in [
            ("plain", b"x" * 5000 + number + b"\n"), ("wide", number.decode().encode("utf-16-le")), ("joined", b"4" + number + b"7"),
        ]:
            file = tmp_path / name
            file.write_bytes(content)
            leaking, _ = shown([file], wanted)
            assert leaking == {name: 1}, (name, len(number))

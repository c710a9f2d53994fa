"""A stolen disk shows nobody's ID, card or phone number: not the database, its log, the received files, what was read of them, nor a word of ours."""

import csv
import io
import pathlib
import re

NUMBER = re.compile(r"\b(?:99\d{4}(?:19|20)\d{9}[\dXx]|199\d{8}|62\d{14,17})\b")


def numbers(province):
    """Every number of a person that the departments' text files hold."""
    found = set()
    for file in sorted(pathlib.Path(province, "received").rglob("*.csv")):
        raw = file.read_bytes()
        for encoding in ("utf-8", "gb18030", "utf-16"):
            try:
                text = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
        for row in csv.reader(io.StringIO(text)):
            for cell in row:
                found.update(NUMBER.findall(cell))
    return found


def test_a_stolen_disk_shows_nobodys_numbers(loaded, server):
    people = numbers(loaded.folder.parent / "province")
    assert len(people) > 1000
    wanted = {number.encode() for number in people}
    looked_at = 0
    for file in [*server.installation.folder.rglob("*"), pathlib.Path(server.log.name)]:
        if not file.is_file():
            continue
        raw = file.read_bytes()
        looked_at += len(raw)
        leaked = {match.group() for match in re.finditer(rb"\d{11,18}[Xx]?", raw)} & wanted
        assert not leaked, f"{file.name} shows {len(leaked)} numbers in the clear"
        wide = {match.group().decode("utf-16-le").encode() for match in re.finditer(rb"(?:\d\x00){11,18}", raw)} & wanted
        assert not wide, f"{file.name} shows {len(wide)} numbers in UTF-16"
    assert looked_at > 1_000_000

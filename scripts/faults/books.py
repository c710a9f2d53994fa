"""Looks into the database when all is done: is every acknowledged write there, once, and does everything add up?"""

import sqlite3
import subprocess

from faults import spreadsheets


class SQLite:
    """Asked while the server stands still, or for reading only beside it."""

    def __init__(self, path):
        self.path = path

    def rows(self, question):
        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        try:
            return [tuple(str(cell) if cell is not None else "" for cell in row) for row in connection.execute(question)]
        finally:
            connection.close()

    def change(self, *statements):
        """Behind the program's back, whatever the tables' own checks say; the server stands still."""
        connection = sqlite3.connect(self.path)
        with connection:
            for statement in statements:
                connection.execute(statement)
        connection.close()

    def damage(self):
        return [row for row in self.rows("PRAGMA integrity_check") if row != ("ok",)] + self.rows("PRAGMA foreign_key_check")


class PostgreSQL:
    def __init__(self, command):
        self.command = command

    def rows(self, question):
        told = subprocess.run([*self.command, "-At", "-F", "\t", "-c", question], check=True, capture_output=True, text=True).stdout
        return [tuple(line.split("\t")) for line in told.splitlines()]

    def change(self, *statements):
        """Behind the program's back, and that of the foreign keys."""
        words = [word for statement in ("SET session_replication_role = replica", *statements) for word in ("-c", statement)]
        subprocess.run([*self.command, "-q", *words], check=True)

    def damage(self):
        return []


def idle(database):
    return database.rows("SELECT COUNT(*) FROM jobs WHERE state IN ('waiting', 'running')") == [("0",)]


def torn(database):
    """What would be wrong whatever was sent: damage, a hole in the log, a job that did not end."""
    yield from (f"the database is damaged: {row}" for row in database.damage()[:3])
    yield from (f"the log is torn: {row}" for row in database.rows(
        "SELECT s.size, COUNT(*), MAX(l.seq) FROM audit_size s, audit_leaves l GROUP BY s.size HAVING COUNT(*) <> s.size OR MAX(l.seq) <> s.size - 1"))
    yield from (f"a job did not end well: {row}" for row in database.rows("SELECT id, kind, state, fault FROM jobs WHERE state <> 'done'"))


def mistakes(database, sent, people_before):
    """Everything that is not as the office was told; nothing if all is well."""
    yield from torn(database)
    answered = [each for each in sent if each.answer is not None]
    receipts = dict(database.rows("SELECT client, COUNT(*) FROM action_receipts GROUP BY client"))
    yield from (f"{each.kind} {each.name}: no receipt" for each in answered if receipts.get(each.key) != "1")
    yield from imports(database, [each for each in sent if each.kind == "start"])
    yield from births(database, [each for each in sent if each.kind == "birth"])
    expected = people_before + sum(each.answer is not None for each in sent if each.kind == "birth") + sum(
        3 * each.rows for each in sent if each.kind == "start" and each.answer is not None)
    people = int(database.rows("SELECT COUNT(*) FROM people_index")[0][0])
    if people != expected:
        yield f"{people} people where {expected} should be"
    yield from deliveries(database, [each for each in sent if each.kind == "delivery"])


def births(database, sent):
    found = dict(database.rows("SELECT name, COUNT(*) FROM people_index WHERE name LIKE '童%' GROUP BY name"))
    known = dict(database.rows("SELECT name, COUNT(*) FROM members WHERE name LIKE '童%' GROUP BY name"))
    for each in sent:
        count = int(found.get(each.name, 0))
        if count > 1 or int(known.get(each.name, 0)) > 1:
            yield f"the birth of {each.name} is there {count} times"
        if each.answer is not None and (count, known.get(each.name)) != (1, "1"):
            yield f"the birth of {each.name} was acknowledged and is there {count} times"


def imports(database, sent):
    """Every household of the two spreadsheets once, with its three people, and the balance of both files."""
    for each in sent:
        if each.answer is None:
            continue
        first = spreadsheets.FIRST + int(each.name) * 1_000_000
        told = [(str(each.rows),) * 2 + (str(3 * each.rows),) * 2]
        between = f"h.number BETWEEN {first} AND {first + 999_999}"
        found = database.rows(
            f"SELECT COUNT(*), COUNT(DISTINCT h.number), (SELECT COUNT(*) FROM members m JOIN households h ON h.id = m.household WHERE {between}),"
            f" (SELECT COUNT(DISTINCT m.person) FROM members m JOIN households h ON h.id = m.household WHERE {between}) FROM households h WHERE {between}")
        if found != told:
            yield f"import {each.name} brought {found[0]} households and people, twice counted, where {told[0]} should be"
    yield from (f"import {row[0]} does not add up: {row}" for row in database.rows(
        "SELECT id, state, households_in, households_taken, households_rejected, persons_in, persons_taken, persons_rejected FROM register_imports"
        " WHERE state = 'failed' OR state = 'running' OR households_in <> households_taken + households_rejected"
        " OR persons_in <> persons_taken + persons_rejected"))


def deliveries(database, sent):
    found = {}
    for period, identity, state, came, accepted, rejected in database.rows(
        "SELECT d.period, d.id, d.state, d.rows_in, d.rows_accepted, d.rows_rejected FROM deliveries d WHERE d.period < '2024'"
    ):
        found.setdefault(period, []).append((identity, state, came, accepted, rejected))
    for each in sent:
        rows = found.get(each.name, [])
        if len(rows) > 1:
            yield f"the delivery of {each.name} is there {len(rows)} times"
        if each.answer is None:
            continue
        if not rows or str(each.answer["data"]["delivery"]) != rows[0][0]:
            yield f"the delivery of {each.name} was acknowledged as {each.answer['data']} and is {rows}"
            continue
        _, state, came, accepted, rejected = rows[0]
        if state not in ("checked", "accepted") or int(came) != each.rows or int(came) != int(accepted) + int(rejected):
            yield f"the delivery of {each.name} with {each.rows} rows is {state}: {came} = {accepted} + {rejected}"
    yield from (f"delivery {row[0]} has other rejected rows than it says: {row}" for row in database.rows(
        "SELECT d.id, d.rows_rejected, COUNT(r.id) FROM deliveries d LEFT JOIN delivery_rejects r ON r.delivery_id = d.id"
        " GROUP BY d.id, d.rows_rejected HAVING d.rows_rejected <> COUNT(r.id)"))

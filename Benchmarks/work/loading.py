"""Fills a stopped installation with clues and accounts as it would have them after years: rows of tables, written in bulk beside the audit log.

Every household gets clues of as many rules as are needed, in states by chance as they lie about in a working province; what was given out has a
visit with a holder. 200 officers' accounts are copies of the demonstration's, with its password.
"""
import collections
import contextlib
import datetime
import pathlib
import sqlite3
import subprocess
import urllib.parse

#: Of a hundred clues so many stand in a state; the first eight were given out and wait for their visit.
STATES = [("dispatched", 8), ("accepted", 6), ("verifying", 2), ("created", 14), ("returned", 2), ("confirmed", 3), ("notConfirmed", 6), ("cannotVerify", 2),
          ("rectifying", 2), ("rectified", 1), ("reviewed", 4), ("closed", 50)]
#: Above it clues and orders of this loading are numbered, by their household.
FIRST = 50_000_000
OFFICERS = collections.OrderedDict([("village-officer", 150), ("township-officer", 30), ("county-office", 12), ("province-office", 4), ("leader", 4)])


def run(where, folder, statements):
    """Statements that both databases understand, with the server stopped."""
    if where == "sqlite":
        with contextlib.closing(sqlite3.connect(pathlib.Path(folder, "youshu.sqlite"))) as database:
            database.execute("PRAGMA cache_size = -400000")
            with database:
                for statement in statements:
                    database.execute(statement)
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    host = urllib.parse.unquote(where.split("host=")[1])
    script = "SET client_min_messages = warning;\nBEGIN;\n" + ";\n".join(statements) + ";\nCOMMIT;\nVACUUM ANALYZE;\n"
    subprocess.run(["psql", "-h", host, "-U", "youshu", "-q", "-v", "ON_ERROR_STOP=1", "youshu"], input=script, text=True, check=True,
                   stdout=subprocess.DEVNULL)


def by_share(number, pairs):
    """`number`, from 0 to 99, as one of several texts."""
    words, above = "CASE", 0
    for text, share in pairs[:-1]:
        above += share
        words += f" WHEN {number} < {above} THEN '{text}'"
    return f"{words} ELSE '{pairs[-1][0]}' END"


def clues(where, folder, asked, rules, households, accounts):
    """So many clues over the households, the same on both databases; the officers of a village hold its visits in turns."""
    each = -(-asked // max(1, households))
    if each > len(rules):
        raise ValueError(f"{asked} clues of {households} households need {each} rules, {len(rules)} are known")
    chosen = ", ".join(map(str, sorted(rules)[:each]))
    lot = "((h.id * 7919 + r.id * 104729) % 100)"
    state = by_share(lot, STATES)
    # A tenth is late; what somebody should have done by then was raised to the level above.
    today = datetime.date.today()
    soon, past = today + datetime.timedelta(days=9), today - datetime.timedelta(days=30)
    due = f"CASE WHEN (h.id + r.id) % 10 > 0 THEN '{soon}' ELSE '{past}' END"
    raised = f"due = '{past}' AND state NOT IN ('created', 'returned', 'closed')"
    verdict = ("CASE WHEN state IN ('confirmed', 'rectifying', 'rectified') THEN 'confirmed' WHEN state = 'cannotVerify' THEN 'cannotVerify'"
               " WHEN state IN ('notConfirmed', 'reviewed') OR state = 'closed' AND id % 5 > 0 THEN 'notConfirmed'"
               " WHEN state = 'closed' THEN 'confirmed' END")
    places = "household_versions v WHERE v.valid_until IS NULL AND v.known_until_ms IS NULL"
    visits = "('dispatched', 'accepted', 'verifying')"
    made = (
        "SELECT identity, rule, form, household, region, outcome, id, state, due FROM ("
        f"SELECT {FIRST} + h.id * 1000 + r.place AS id, {FIRST} + h.id * 1000 + r.place AS identity, r.id AS rule, r.form AS form, h.id AS household,"
        f" h.region AS region, r.outcome AS outcome, {state} AS state, {due} AS due FROM bench_places h CROSS JOIN bench_rules r) made")
    run(where, folder, [
        "DROP TABLE IF EXISTS bench_places", "DROP TABLE IF EXISTS bench_rules",
        "DROP TABLE IF EXISTS bench_officers", "CREATE TABLE bench_officers (id INTEGER, region BIGINT, place INTEGER, among INTEGER)", *turns(accounts),
        f"CREATE TABLE bench_places AS SELECT v.household AS id, MAX(v.region) AS region FROM {places} GROUP BY v.household",
        "CREATE TABLE bench_rules AS SELECT r.id, MAX(f.id) AS form, MAX(r.outcome) AS outcome,"
        " (SELECT COUNT(*) FROM clue_rules b WHERE b.id < r.id) AS place"
        f" FROM clue_rules r JOIN clue_forms f ON f.rule = r.id WHERE r.id IN ({chosen}) GROUP BY r.id",
        "INSERT INTO clues (id, identity, rule, form, subject, household, region, outcome, state, held, due_on, evidence, work_order, verdict, explanation,"
        " opened_run, seen_run, opened_ms, closed_ms, times, audit_leaf, audit_index)"
        f" SELECT id, identity, rule, form, 'household', household, region, outcome, CASE WHEN {raised} THEN 'escalated' ELSE state END,"
        f" CASE WHEN {raised} THEN state END, CASE WHEN state <> 'closed' THEN due END, '1',"
        f" CASE WHEN state IN {visits} THEN {FIRST} + household END, {verdict},"
        f" CASE WHEN state IN ('notConfirmed', 'reviewed') OR state = 'closed' AND id % 5 > 0 THEN"
        " CASE WHEN id % 3 = 0 THEN 'lent_name' ELSE 'dormant_licence' END END, 1, 1, 1780000000000,"
        f" CASE WHEN state = 'closed' THEN 1785000000000 END, 1, 0, 0 FROM ({made}) c",
        "INSERT INTO clue_steps (id, clue, event, to_state, due_after, at_ms, account, audit_leaf, audit_index)"
        f" SELECT id, id, 'open', 'created', due_on, opened_ms, 1, 0, 0 FROM clues WHERE id >= {FIRST}",
        # A household's one visit: where the demonstration has given one out already, the clues join nothing and wait.
        f"UPDATE clues SET state = 'created', held = NULL, work_order = NULL WHERE id >= {FIRST} AND work_order IS NOT NULL AND EXISTS"
        " (SELECT 1 FROM work_orders o WHERE o.kind = 'clue-visit' AND o.closed_ms IS NULL AND o.subject = 'household/' || clues.household)",
        "INSERT INTO work_orders (id, kind, subject, region, holder, state, level, items, due_on, watch_on, made_ms, made_by, audit_leaf, audit_index)"
        " SELECT g.work_order, 'clue-visit', 'household/' || g.household, g.region, (SELECT b.id FROM bench_officers b WHERE b.region = g.region"
        " AND b.place = g.household % b.among), CASE WHEN g.first = 'dispatched' AND g.last = 'dispatched' THEN 'open' ELSE 'accepted' END, 4, g.items,"
        " g.due_on, NULL, 1780000000000, 1, 0, 0 FROM (SELECT c.work_order, MIN(c.household) AS household, MIN(c.region) AS region, COUNT(*) AS items,"
        " MIN(COALESCE(c.held, c.state)) AS first, MAX(COALESCE(c.held, c.state)) AS last, MAX(c.due_on) AS due_on"
        f" FROM clues c WHERE c.id >= {FIRST} AND c.work_order IS NOT NULL GROUP BY c.work_order) g",
        "INSERT INTO work_order_steps (id, work_order, step, at_ms, account, to_value, audit_leaf, audit_index)"
        f" SELECT id, id, 'dispatched', made_ms, 1, due_on, 0, 0 FROM work_orders WHERE id >= {FIRST}",
        "DROP TABLE bench_places", "DROP TABLE bench_rules", "DROP TABLE bench_officers"])


def turns(accounts):
    """The officers of each village, in the order of their accounts."""
    villages = {}
    for account in accounts:
        if account["role"] == "village-officer":
            villages.setdefault(account["region"], []).append(account["number"])
    for region, numbers in villages.items():
        for place, number in enumerate(numbers):
            yield f"INSERT INTO bench_officers VALUES ({number}, {region}, {place}, {len(numbers)})"


def officers(where, folder, told, places):
    """Accounts to work with: logins and regions by role. `places`: regions of villages, as the households lie in them."""
    made, statements, number = [], [], 0
    villages = sorted(places)
    for role, count in OFFICERS.items():
        like = next(account for account in told["accounts"] if account["role"] == role)
        width = {"village-officer": 12, "township-officer": 9, "county-office": 6}.get(role, 2)
        regions = sorted({village[:width].ljust(12, "0") for village in villages})
        for index in range(count):
            region, number = regions[index * max(1, len(regions) // count) % len(regions)], number + 1
            login = f"bench-{number}"
            columns = "kind, state, valid_from, language, made_ms, audit_leaf, audit_index"
            statements.append(
                f"INSERT INTO accounts (id, login, name, role, region, {columns}) SELECT {FIRST + number}, '{login}', '员{number}', role, {region},"
                f" {columns} FROM accounts WHERE login = '{like['login']}'")
            statements.append(
                f"INSERT INTO account_passwords SELECT {FIRST + number}, p.hash, p.set_ms, p.audit_leaf, p.audit_index FROM account_passwords p"
                f" JOIN accounts a ON a.id = p.id WHERE a.login = '{like['login']}'")
            made.append({**like, "login": login, "region": region, "name": f"员{number}", "number": FIRST + number})
    run(where, folder, statements)
    return made

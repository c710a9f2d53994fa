"""A county's neighbour, planted into a stopped installation: accounts of its own, deliveries, and names that stand nowhere else."""

import sqlite3

HERE, THERE = "990121", "990122"
#: A name of one person in each county that nobody else in the province bears.
NAMES = {"990121": "赵甲壹壹", "990122": "钱乙贰贰", "990123": "孙丙叁叁"}
COUNTIES = list(NAMES)


class Planted:
    """Accounts by post and region; things by kind and by the county, city or province they lie in."""

    def __init__(self):
        self.accounts = {}
        self.things = {}

    def paths(self, kind, region):
        """Values for the parts of a path, of a thing of a kind."""
        return self.things[kind, region]


def plant(installation):
    planted = Planted()
    base = sqlite3.connect(installation.folder / "youshu.sqlite")
    _people(base, planted)
    _accounts(base, installation, planted)
    _deliveries(base, planted)
    _entries(base, planted)
    _clues(base, planted)
    _maps(base, planted)
    base.commit()
    base.close()
    return planted


def _maps(base, planted):
    planted.things["map", "990000"] = {"map_import": base.execute("SELECT min(id) FROM map_imports").fetchone()[0]}


def _people(base, planted):
    for county, name in NAMES.items():
        person, household = base.execute(
            "SELECT i.person, i.household FROM people_index i JOIN members m ON m.person = i.person"
            " WHERE i.region / 1000000 = ? AND m.relation = 'head' ORDER BY 1 LIMIT 1", (int(county),)
        ).fetchone()
        base.execute("UPDATE people_index SET name = ? WHERE person = ?", (name, person))
        base.execute("UPDATE members SET name = ? WHERE person = ?", (name, person))
        planted.things["household", county] = {"household": household, "person": person}


def _clues(base, planted):
    """A clue of each county's named household with a visit that nobody has, a question to a department, what followed it, and an urging."""
    first = 900_000
    base.execute(f"INSERT INTO clue_rules VALUES ({first}, 'planted', 'test', '名下有小型汽车', 'A small car', 'veto', 3, 'vehicles', '', 0, 0)")
    base.execute(f"INSERT INTO clue_forms VALUES ({first}, {first}, 1, '[]', 0, 0)")
    for number, county in enumerate(COUNTIES, first):
        values = planted.things["household", county]
        region, = base.execute("SELECT region FROM people_index WHERE person = ?", (values["person"],)).fetchone()
        # A household has one open visit: that of the demonstration ends.
        base.execute(
            "UPDATE work_orders SET state = 'done', closed_ms = 0 WHERE kind = 'clue-visit' AND subject = ? AND closed_ms IS NULL",
            (f"household/{values['household']}",))
        visit, question = 2 * number, 2 * number + 1
        for order, kind, subject, place, department in (
            (visit, "clue-visit", f"household/{values['household']}", region, None),
            (question, "clue-data", f"clue/{number}", int(county.ljust(12, "0")), "public-security"),
        ):
            base.execute(
                "INSERT INTO work_orders (id, kind, subject, region, department, dataset, state, level, items, due_on, made_ms, made_by, audit_leaf,"
                " audit_index) VALUES (?, ?, ?, ?, ?, ?, 'open', 4, 1, '2099-01-01', 0, 1, 0, 0)",
                (order, kind, subject, place, department, department and "public-security/vehicles"))
        base.execute(
            "INSERT INTO clues (id, identity, rule, form, subject, household, person, region, outcome, state, due_on, evidence, work_order, opened_run,"
            f" seen_run, opened_ms, times, audit_leaf, audit_index) VALUES (?, ?, {first}, {first}, 'person', ?, ?, ?, 'veto', 'dispatched',"
            " '2099-01-01', '1', ?, 1, 1, 0, 1, 0, 0)", (number, number, values["household"], values["person"], region, visit))
        base.execute(
            "INSERT INTO clue_rectifications (id, clue, way, asked, work_order, began_ms, began_by, audit_leaf, audit_index)"
            " VALUES (?, ?, 'department', '请核对', ?, 0, 1, 0, 0)", (number, number, question))
        base.execute(
            "INSERT INTO measures (id, clue, household, region, kind, state, what, due_on, due, paid, people, began_ms, began_by, audit_leaf, audit_index)"
            " VALUES (?, ?, ?, ?, 'recovery', 'open', ?, '2099-01-01', 100, 0, 0, 0, 1, 0, 0)",
            (number, number, values["household"], region, NAMES[county]))
        base.execute(
            "INSERT INTO measure_entries (id, measure, event, at_ms, account, reason, due_change, paid_change, audit_leaf, audit_index)"
            " VALUES (?, ?, 'begin', 0, 1, '核实属实', 100, 0, 0, 0)", (number, number))
        base.execute(
            "INSERT INTO urgings (id, region, from_region, about, overdue, text, due_on, state, sent_ms, sent_by, audit_leaf, audit_index)"
            " VALUES (?, ?, ?, 'other', 0, ?, '2099-01-01', 'open', 0, 1, 0, 0)", (number, region, int(county.ljust(12, "0")), NAMES[county]))
        base.execute(
            "INSERT INTO urging_steps (id, urging, event, to_state, at_ms, account, said, due_after, overdue, audit_leaf, audit_index)"
            " VALUES (?, ?, 'send', 'open', 0, 1, '请回复', '2099-01-01', 0, 0, 0)", (number, number))
        planted.things["measure", county] = {"measure": number}
        planted.things["urging", county] = {"urging": number}
        values |= {"clue": number, "order": visit, "photo": number}
        planted.things["clue", county] = {"clue": number, "photo": number}
        planted.things["order", county] = {"order": visit}


def _accounts(base, installation, planted):
    """The accounts of one county again, for its neighbour, with the same passwords."""
    for account in installation.accounts:
        planted.accounts.setdefault((account["role"], account["region"]), account)
    columns = [row[1] for row in base.execute("PRAGMA table_info(accounts)") if row[1] not in ("id", "login", "region", "name")]
    kept = ", ".join(columns)
    for account in [each for each in planted.accounts.values() if each["region"].startswith(HERE)]:
        old, = base.execute("SELECT id FROM accounts WHERE login = ?", (account["login"],)).fetchone()
        region = THERE + account["region"][6:]
        login = account["login"] + "-there"
        new = base.execute(
            f"INSERT INTO accounts (id, login, name, region, {kept}) SELECT (SELECT max(id) + 1 FROM accounts), ?, ?, ?, {kept} FROM accounts WHERE id = ?",
            (login, "金泉" + account["role"], int(region), old),
        ).lastrowid
        base.execute(
            "INSERT INTO account_passwords SELECT ?, hash, set_ms, audit_leaf, audit_index FROM account_passwords WHERE id = ?", (new, old))
        planted.accounts[account["role"], region] = {**account, "login": login, "region": region}
    top = max(row[0] for row in base.execute("SELECT id FROM accounts"))
    base.execute("UPDATE counters SET value = max(value, ?) WHERE name = 'accounts'", (top + 1,)) if _has_counter(base) else None
    for region in (HERE, THERE, "990100", "990000"):
        found, = base.execute(
            "SELECT min(id) FROM accounts WHERE region = ? AND role = 'leader'", (int(region.ljust(12, "0")),)).fetchone()
        planted.things["account", region] = {"account": found}


def _has_counter(base):
    return {"name", "value"} <= {row[1] for row in base.execute("PRAGMA table_info(counters)")}


def _deliveries(base, planted):
    """Every third of the county's deliveries is the neighbour's."""
    ids = [row[0] for row in base.execute("SELECT id FROM deliveries WHERE region = 990121000000 ORDER BY id")]
    for number in ids[::3]:
        base.execute("UPDATE deliveries SET region = 990122000000 WHERE id = ?", (number,))
    for region in (HERE, THERE, "990000"):
        found, = base.execute("SELECT min(id) FROM deliveries WHERE region = ?", (int(region.ljust(12, "0")),)).fetchone()
        planted.things["delivery", region] = {"delivery": found}
    planted.things["import", "990000"] = {"import": base.execute("SELECT min(id) FROM register_imports").fetchone()[0]}


def _entries(base, planted):
    for region in (HERE, "990000"):
        found, = base.execute("SELECT min(seq) FROM audit_leaves WHERE region = ?", (int(region.ljust(12, "0")),)).fetchone()
        if found is not None:
            planted.things["entry", region] = {"entry": found}

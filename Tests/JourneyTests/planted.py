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
    base.commit()
    base.close()
    return planted


def _people(base, planted):
    for county, name in NAMES.items():
        person, household = base.execute(
            "SELECT i.person, i.household FROM people_index i JOIN members m ON m.person = i.person"
            " WHERE i.region / 1000000 = ? AND m.relation = 'head' ORDER BY 1 LIMIT 1", (int(county),)
        ).fetchone()
        base.execute("UPDATE people_index SET name = ? WHERE person = ?", (name, person))
        base.execute("UPDATE members SET name = ? WHERE person = ?", (name, person))
        planted.things["household", county] = {"household": household, "person": person}


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

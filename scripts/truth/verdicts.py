"""Officers who verify every clue of a made-up province over HTTP, as each county would, and see the truth: with honest mistakes now and then."""

import collections
import csv
import io
import random
import sqlite3
import uuid

import house
import people

#: Rules about a figure that the register reckons itself, so that it cannot be stated wrongly there.
RECKONED = ("income-per-head-formula",)

#: What somebody who looks finds, and what is entered by mistake instead.
FOUND = {"true": "confirmed", "false": "notConfirmed", "unverifiable": "cannotVerify"}
MISTAKEN = {"confirmed": "notConfirmed", "notConfirmed": "confirmed", "cannotVerify": "notConfirmed"}


class Books:
    """The installation's database, read only while the server runs."""

    def __init__(self, folder):
        self.path = folder / "youshu.sqlite"

    def rows(self, question, *values):
        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        try:
            return connection.execute(question, values).fetchall()
        finally:
            connection.close()

    def change(self, *statements):
        with sqlite3.connect(self.path) as connection:
            for statement in statements:
                connection.execute(statement)


def stopped_at_the_door(books, register):
    """Numbers of households of which the import rejected a row or asks whose an ID number is, and the codes of their villages: what was planted in them
    is told to whoever brings the register in, before any rule could tell it."""
    households = {str(household) for question in books.rows(
        "SELECT q.file_household, h.number FROM identity_questions q JOIN people_index i ON i.person = q.person JOIN households h ON h.id = i.household")
        for household in question}
    rejected = collections.defaultdict(set)
    for kind, line in books.rows("SELECT kind, line FROM register_import_rejects"):
        rejected[kind].add(line)
    villages = set()
    for kind in ("persons", "households"):
        (path,) = register.glob(f"{kind}_*.csv")
        for line, row in lines(path):
            if line in rejected[kind]:
                households.add(row["户编号"])
            if kind == "households" and row["户编号"] in households:
                villages.add(row["村代码"])
    return households | villages


def lines(path):
    """Rows of a register's file with their lines, in whichever of the two encodings it came."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030")
    reader = csv.DictReader(io.StringIO(text))
    for row in reader:
        yield reader.line_num, row


def offices(installation, books):
    """An office's account for every county that has clues: copies of the demonstration's, which has one county's only. By the county's six digits."""
    like = installation.account("county-office", "county")
    counties = [str(row[0]) for row in books.rows("SELECT DISTINCT region / 1000000 FROM clues WHERE region % 100000000 <> 0 ORDER BY 1")]
    made = {like["region"][:6]: like}
    columns = "kind, state, valid_from, language, made_ms, audit_leaf, audit_index"
    for number, county in enumerate(counties, 9_000_001):
        if county in made:
            continue
        login = f"office-{county}"
        books.change(
            f"INSERT INTO accounts (id, login, name, role, region, {columns}) SELECT {number}, '{login}', '核查{county}', role, {county}000000, {columns}"
            f" FROM accounts WHERE login = '{like['login']}'",
            f"INSERT INTO account_passwords SELECT {number}, p.hash, p.set_ms, p.audit_leaf, p.audit_index FROM account_passwords p JOIN accounts a"
            f" ON a.id = p.id WHERE a.login = '{like['login']}'")
        made[county] = {**like, "login": login, "region": f"{county}000000"}
    return made


class Office:
    """One county's."""

    def __init__(self, address, account):
        self.client, self.county = people.Client(address, account), account["region"][:6]
        self.token, self.name = self.client.token("/clues"), account["login"]

    def send(self, path, fields):
        headers = {"Idempotency-Key": str(uuid.uuid4()), "X-CSRF-Token": self.token}
        answer = self.client.session.post(self.client.address + path, json=fields, headers=headers, timeout=60)
        assert answer.status_code == 200, f"{path} answered {answer.status_code}: {answer.text[:300]}"
        return answer.json()["data"]

    def take_back(self, books):
        """Withdraws the demonstration's verdicts, which knew no truth: sent back where they wait, drawn by lot and not upheld where they are closed."""
        mine = f"c.region / 1000000 = {self.county} AND c.verdict IS NOT NULL"
        for clue, state in books.rows(f"SELECT c.id, c.state FROM clues c WHERE {mine} AND COALESCE(c.held, c.state) IN ('confirmed', 'notConfirmed', 'cannotVerify', 'rectified')"):
            self.send(f"/api/v1/clues/{clue}/review", {"agree": False, "reason": "演示结论，重新核查"})
        if books.rows(f"SELECT 1 FROM clues c WHERE {mine} AND COALESCE(c.held, c.state) = 'reviewed' LIMIT 1"):
            # What was raised because it waited too long cannot be drawn: it is closed first.
            self.send("/api/v1/clues/close", {"clues": [], "all": True, "reason": "演示结论，重新核查"})
        for verdict, in books.rows(f"SELECT DISTINCT c.verdict FROM clues c WHERE {mine} AND COALESCE(c.held, c.state) IN ('reviewed', 'closed')"):
            self.send("/api/v1/clues/sample", {"verdict": verdict, "percent": 100})
        for clue, in books.rows("SELECT w.clue FROM clue_reviews w JOIN clues c ON c.id = w.clue WHERE w.result = 'waiting'"
                                f" AND c.region / 1000000 = {self.county}"):
            self.send(f"/api/v1/clues/{clue}/judge", {"agree": False, "reason": "演示结论，重新核查"})

    def give_out(self, books):
        """Everything that waits, as often as one press takes."""
        waiting = f"SELECT COUNT(*) FROM clues c WHERE c.region / 1000000 = {self.county} AND c.state IN ('created', 'returned')"
        while books.rows(waiting)[0][0]:
            self.send("/api/v1/clues/dispatch", {"clues": [], "all": True})

    def verify(self, clue, verdict, explanation):
        fields = {"verdict": verdict, "said": "入户看过，问了本人和邻居两人", "signature": self.name, "on": None}
        if verdict == "notConfirmed":
            fields |= {"explanation": explanation, "certificate": f"核字 {clue} 号"}
        self.send(f"/api/v1/clues/{clue}/verdict", {name: value for name, value in fields.items() if value is not None})


class Truth:
    """What was planted, by rule and by whom it is about; each case answers for one clue, and what it sets off besides for one of another rule."""

    def __init__(self, planted, stopped):
        """`stopped`: households that the register's import took in without somebody, or not at all, with their villages."""
        self.cases = collections.defaultdict(list)
        for case in planted:
            for rule in (case["rule"], *case["also_fires"].split()):
                self.cases[rule.split("/")[-1], self.about(case)].append((case, rule == case["rule"]))
        self.found = set()
        self.unplanted = []
        self.consequences = 0
        self.at_the_door = stopped

    @staticmethod
    def about(case):
        return ("village", case["key"]) if case["household_id"] == "0" else ("household", case["household_id"])

    def of(self, rule, household, region, clue):
        """The case behind a clue; None for one that nobody planted."""
        about = ("household", str(household)) if household else ("village", str(region))
        waiting = self.cases[rule, about] or self.cases[rule, ("village", "")]
        if not waiting and about[1] in self.at_the_door:
            self.consequences += 1
            return None
        if not waiting:
            self.unplanted.append(clue)
            return None
        case, is_own = waiting.pop(0)
        if is_own:
            self.found.add(id(case))
        return case


    def where(self, case):
        """Where a planted case is: a clue, stopped at the door, reckoned away, or lost."""
        if id(case) in self.found:
            return "clue"
        if case["household_id"] in self.at_the_door:
            return "door"
        return "reckoned" if case["rule"].split("/")[-1] in RECKONED else "lost"

    def nobodys(self, books):
        """Marks the cases behind clues that lie in no county, about rows that belong to nobody in the register; how many there are."""
        clues = books.rows(f"SELECT r.rule, COUNT(*) FROM clues c JOIN clue_rules r ON r.id = c.rule WHERE {NOWHERE} GROUP BY r.rule")
        for rule, count in clues:
            keyed = [cases for (name, _), cases in self.cases.items() if name == rule and cases and cases[0][0]["key"]]
            for cases in keyed[:count]:
                self.found.add(id(cases.pop(0)[0]))
        return sum(count for _, count in clues)


#: Of a clue that lies in no county.
NOWHERE = "c.region % 100000000 = 0"


def judged(installation, books, truth, mistakes, seed):
    """Has every county verify all its clues; of each clue its rule, the truth and the verdict. Those of no county are nobody's to verify."""
    chance, ledger = random.Random(seed), []
    accounts = offices(installation, books)
    known = {code for code, in books.rows("SELECT DISTINCT explanation FROM clues WHERE explanation IS NOT NULL")} | set(explanations())
    with house.served(installation.folder, "--unlimited", "--second-factor", "nobody") as server:
        for county, account in sorted(accounts.items()):
            office = Office(server.address, account)
            office.take_back(books)
            office.give_out(books)
            clues = books.rows(
                "SELECT c.id, r.rule, h.number, c.region FROM clues c JOIN clue_rules r ON r.id = c.rule LEFT JOIN households h ON h.id = c.household"
                f" WHERE c.region / 1000000 = {county} AND COALESCE(c.held, c.state) IN ('dispatched', 'accepted', 'verifying') ORDER BY c.identity")
            for clue, rule, household, region in clues:
                case = truth.of(rule, household, region, clue)
                really = case["truly_true"] if case else "false"
                verdict = FOUND[really]
                is_mistaken = chance.random() < mistakes
                if is_mistaken:
                    verdict = MISTAKEN[verdict]
                told = case["explanation"] if case and case["explanation"] in known else "other"
                office.verify(clue, verdict, told)
                ledger.append({"rule": rule, "truth": really, "verdict": verdict, "mistaken": is_mistaken})
        shown = precision(server, installation)
    return ledger, shown


def explanations():
    """The codes that an officer may choose."""
    text = (house.ROOT / "Sources/Clues/Codes/explanations.yaml").read_text(encoding="utf-8")
    return [line.split("code: ")[1].split(",")[0] for line in text.splitlines() if line.startswith("- {code: ")]


def precision(server, installation):
    """What the province reads on the page of precision: rule → so, not so, cannot tell, and the share as it is printed."""
    client = people.Client(server.address, installation.account("province-office", "province"))
    lines = client.get("/api/v1/clues/precision").json()["data"]["rules"]
    def number(text):
        return int(text.replace(",", ""))
    return {line["note"]: (number(line["confirmed"]), number(line["not_confirmed"]), number(line["cannot_verify"]), line["precision"]) for line in lines}

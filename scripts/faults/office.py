"""What an office does while the machine under it fails: hands files over, records births; and sends again what got no answer."""

import dataclasses
import datetime
import random
import threading
import uuid

import people
import requests

from faults import spreadsheets


@dataclasses.dataclass
class Submission:
    """One write as the office knows it: sent again with the same key until it is answered."""

    kind: str
    path: str
    key: str
    name: str
    body: object
    rows: int = 0
    answer: dict | None = None


class Office:
    """Two accounts of a county, and everything they ever sent."""

    def __init__(self, installation, source, file, households, village):
        self.county = installation.account("county-office", "county")
        self.department = installation.account("department-officer", department=source.split("/")[0])
        self.source, self.file, self.households, self.village = source, file, households, village
        self.sent = []
        self.refused = []
        self.lock = threading.Lock()
        self.chance = random.Random(20261122)

    def open(self, address):
        """Signs both in; a server that was killed keeps its sessions, and a new one is as good."""
        self.clients = {"birth": people.Client(address, self.county), "delivery": people.Client(address, self.department)}
        self.clients["import"] = self.clients["start"] = self.clients["birth"]
        pages = {"birth": f"/households/{self.households[0]}/births", "delivery": "/deliveries/new", "import": "/register-imports"}
        pages["start"] = pages["birth"]
        self.tokens = {kind: client.token(pages[kind]) for kind, client in self.clients.items()}
        self.address = address

    def birth(self):
        """A child of a name that nobody else has, in some household."""
        number = len(self.sent)
        name = "童" + "".join(chr(0x4E00 + int(digit) * 97) for digit in f"{number:05}")
        body = {"on": "2026-01-15", "name": name, "sex": "female", "relation": "daughter", "reason": "出生医学证明"}
        household = self.chance.choice(self.households)
        return Submission("birth", f"/api/v1/households/{household}/births", str(uuid.uuid4()), name, body)

    def delivery(self):
        """The department's file without its last rows, of a day of its own: every one differs, however many there are."""
        number = len(self.sent)
        lines = self.file.splitlines(keepends=True)
        rows = max(1, len(lines) - 1 - number % 50)
        period = str(datetime.date(1990, 1, 1) + datetime.timedelta(days=number))
        path = f"/api/v1/deliveries?source={self.source}&period={period}"
        return Submission("delivery", path, str(uuid.uuid4()), period, b"".join(lines[:rows + 1]), rows)

    def register_import(self, households):
        """Two spreadsheets brought in: the second file and the start follow the first one's answer. False when the server went meanwhile."""
        number = len([each for each in self.sent if each.kind == "start"])
        files = spreadsheets.made(number, households, self.village)
        parts = [("households", files[0]), ("persons", files[1])]
        found = ""
        for kind, content in parts:
            path = f"/api/v1/register-imports?kind={kind}&day=2026-01-31{found}"
            submission = Submission("import", path, str(uuid.uuid4()), kind, content)
            if not self.send(submission):
                return False
            found = f"&import={submission.answer['data']['import']}"
        path = f"/api/v1/register-imports/{submission.answer['data']['import']}/start"
        return self.send(self.note(Submission("start", path, str(uuid.uuid4()), str(number), {}, households)))

    def send(self, submission):
        """True when it was answered as done. An answer that never came says nothing of what happened."""
        client = self.clients[submission.kind]
        headers = {"Idempotency-Key": submission.key, "X-CSRF-Token": self.tokens[submission.kind]}
        if submission.kind in ("birth", "start"):
            content = {"json": submission.body}
        else:
            headers |= {"Content-Type": "application/octet-stream", "Content-Disposition": 'attachment; filename="sent.csv"'}
            content = {"data": submission.body}
        try:
            answer = client.session.post(self.address + submission.path, headers=headers, timeout=60, **content)
        except requests.RequestException:
            return False
        if answer.status_code // 100 == 2:
            submission.answer = answer.json()
            return True
        with self.lock:
            self.refused.append((submission.kind, answer.status_code, answer.text[:300]))
        return False

    def note(self, submission):
        with self.lock:
            self.sent.append(submission)
        return submission

    def send_again(self):
        """Everything that got no answer, with the keys it had."""
        for submission in self.sent:
            if submission.answer is None:
                assert self.send(submission), f"{submission.kind} {submission.name} was not taken: {self.refused[-1:]}"

    def send_at_once(self, submission, copies=5):
        """The same submission from several windows in the same moment."""
        others = [dataclasses.replace(submission) for _ in range(copies - 1)]
        threads = [threading.Thread(target=self.send, args=(each,)) for each in [submission, *others]]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        given = [each.answer["data"] for each in [submission, *others] if each.answer]
        assert all(each == given[0] for each in given), f"the same submission was answered differently: {given}"

    def work(self, births, deliveries, households=0):
        """A morning's work: files and births beside each other, some sent five times at once. Ends early when the server is gone."""
        def deliver():
            for _ in range(deliveries):
                if not self.send(self.note(self.delivery())):
                    return

        handing_over = threading.Thread(target=deliver)
        handing_over.start()
        if households:
            self.register_import(households)
        for number in range(births):
            submission = self.note(self.birth())
            if number % 5 == 0:
                self.send_at_once(submission)
            else:
                self.send(submission)
            if submission.answer is None:
                break
        handing_over.join()

"""What a county does with its clues while the machine under it fails: gives them out, verifies them with photos, sends verdicts back, has them compared.

Everything sent is written down here, outside the platform, with its key and whether it was answered: done, refused, or not at all.
"""

import dataclasses
import random
import threading
import time
import uuid

import people
import requests

#: Days of comparison that find very different clues, so that every run opens and closes a thousand.
DAYS = ("2026-06-30", "2025-06-30")
#: Answers that say "not now": the same is sent again.
LATER = (429, 503, 507)


@dataclasses.dataclass
class Act:
    """One act as its sender knows it."""

    kind: str
    who: str
    path: str
    body: object
    clue: int = 0
    key: str = dataclasses.field(default_factory=lambda: str(uuid.uuid4()))
    answer: object = None
    refusal: int = 0

    @property
    def is_open(self):
        return self.answer is None and not self.refusal


class Officers:
    """A county's office and its officers of township and village, and everything they ever sent."""

    def __init__(self, installation, seed):
        self.accounts = {
            "county": installation.account("county-office", "county"),
            "township": installation.account("township-officer", "township"),
            "village": installation.account("village-officer", "village"),
        }
        self.sent = []
        self.lock = threading.Lock()
        self.chance = random.Random(seed)
        self.day = 0

    def open(self, address):
        """Signs all in. A database that is being recovered says "not now" for a while."""
        self.address, end = address, time.monotonic() + 60
        while True:
            try:
                self.clients = {who: people.Client(address, account) for who, account in self.accounts.items()}
                self.tokens = {who: client.token("/clues") for who, client in self.clients.items()}
                return
            except AssertionError as refused:
                if not str(refused).endswith(tuple(map(str, LATER))) or time.monotonic() > end:
                    raise
                time.sleep(0.3)

    # Sending

    def note(self, act):
        with self.lock:
            self.sent.append(act)
        return act

    def send(self, act):
        """False when no answer came, which says nothing of what happened."""
        headers = {"Idempotency-Key": act.key, "X-CSRF-Token": self.tokens[act.who]}
        content = {"json": act.body}
        if isinstance(act.body, bytes):
            headers |= {"Content-Type": "application/octet-stream", "Content-Disposition": 'attachment; filename="proof.png"'}
            content = {"data": act.body}
        try:
            answer = self.clients[act.who].session.post(self.address + act.path, headers=headers, timeout=60, **content)
            if answer.status_code // 100 == 2:
                act.answer = answer.json()["data"]
            elif answer.status_code not in LATER:
                act.refusal = answer.status_code
        except requests.RequestException:
            return False
        return not act.is_open

    def send_at_once(self, act, copies=3):
        """The same act from several windows in the same moment: one effect, one answer."""
        others = [dataclasses.replace(act) for _ in range(copies - 1)]
        threads = [threading.Thread(target=self.send, args=(each,)) for each in [act, *others]]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        given = [each.answer for each in [act, *others] if each.answer is not None]
        assert all(each == given[0] for each in given), f"the same act was answered differently: {given}"
        if given and act.answer is None:
            act.answer, act.refusal = given[0], 0
        return not act.is_open

    def send_again(self):
        for act in self.sent:
            if act.is_open:
                assert self.send(act), f"{act.kind} of {act.who} still has no answer"

    def clues(self, who, state, limit=100):
        """What the list shows of clues in a state; nothing when the server is gone."""
        try:
            answer = self.clients[who].get(f"/api/v1/clues?state={state}&limit={limit}")
            return [row["clue"] for row in answer.json()["data"]["rows"]] if answer.status_code == 200 else []
        except (requests.RequestException, ValueError):
            return []

    # Work

    def compare(self):
        """Asks for a comparison as of the other day; refused while one is under way."""
        self.day += 1
        return self.send(self.note(Act("run", "county", "/api/v1/runs", {"as_of": DAYS[self.day % 2]})))

    def give_out(self, rounds):
        """Everything that waits, or 40 of it; some of it taken back, some of it pressed several times."""
        for number in range(rounds):
            waiting = self.clues("county", "created", 200)
            chosen = self.chance.sample(waiting, min(40, len(waiting))) if number % 3 else []
            body = {"clues": chosen, "all": not chosen}
            act = self.note(Act("dispatch", "county", "/api/v1/clues/dispatch", body))
            if not (self.send_at_once(act) if number % 4 == 1 else self.send(act)):
                return
            if number % 3 == 2 and act.answer and not self.send(
                self.note(Act("undo", "county", f"/api/v1/tasks/batches/{act.answer['batch']}/undo", {}))
            ):
                return
            if not self.send_back(3):
                return

    def send_back(self, most):
        """The county does not agree with some verdicts: they are given out and verified again."""
        for clue in self.clues("county", "notConfirmed", most) + self.clues("county", "cannotVerify", 1):
            body = {"agree": False, "reason": "再去核实一次"}
            if not self.send(self.note(Act("review", "county", f"/api/v1/clues/{clue}/review", body, clue))):
                return False
        return True

    def verify(self, who, most):
        """Photo and verdict, one clue after the other."""
        waiting = self.clues(who, "dispatched") + self.clues(who, "accepted")
        self.chance.shuffle(waiting)
        for clue in waiting[:most]:
            if not self.send(self.note(Act("photo", who, f"/api/v1/clues/{clue}/photos", self.photo(), clue))):
                return
            act = self.note(self.verdict(who, clue))
            if not (self.send_at_once(act) if self.chance.random() < 0.2 else self.send(act)):
                return

    def photo(self):
        """A picture of which there is only one."""
        return b"\x89PNG\r\n\x1a\n" + self.chance.randbytes(self.chance.randint(2_000, 90_000))

    def verdict(self, who, clue):
        """Its words are its own, by which it is found again."""
        verdict = self.chance.choice(["notConfirmed", "notConfirmed", "cannotVerify", "confirmed"])
        body = {"verdict": verdict, "said": f"入户看过，{uuid.uuid4()}", "signature": self.accounts[who]["login"]}
        if verdict == "notConfirmed":
            body["explanation"] = self.chance.choice(["lent_name", "dormant_licence"])
        return Act("verdict", who, f"/api/v1/clues/{clue}/verdict", body, clue)

    def work(self, rounds=6, visits=10):
        """All of it at once, until it is done or the server is gone."""
        threads = [
            threading.Thread(target=self.give_out, args=(rounds,)), threading.Thread(target=self.compare),
            *(threading.Thread(target=self.verify, args=(who, visits)) for who in ("township", "village")),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

"""200 officers at once, each with a connection and a session of his own: he looks, thinks, and goes on, as his post has it.

One process without threads; it shares the two cores with the server, and so what is measured is what people would wait or a little more.
"""
import asyncio
import json
import random
import re
import time
import urllib.parse
import uuid

#: Seconds between an answer and the next press, on average: somebody reads a page.
THINKS = 5.0


class Window:
    """One browser without a screen: HTTP/1.1 over a connection that is kept."""

    def __init__(self, host):
        self.host, self.cookies, self.stream = host, {}, None

    async def ask(self, method, path, body=b"", kind="application/x-www-form-urlencoded", more=None):
        """Status, headers and body of the answer. A connection that the server has ended meanwhile is opened again, as every browser does."""
        was_kept = self.stream is not None
        try:
            return await self.ask_once(method, path, body, kind, more)
        except (asyncio.IncompleteReadError, ConnectionError):
            self.stream = None
            if not was_kept:
                raise
        return await self.ask_once(method, path, body, kind, more)

    async def ask_once(self, method, path, body, kind, more):
        if self.stream is None:
            name, port = self.host.split(":")
            self.stream = await asyncio.open_connection(name, int(port), limit=1 << 20)
        reader, writer = self.stream
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}", f"Origin: http://{self.host}",
                 "Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items())]
        lines += [f"{name}: {value}" for name, value in (more or {}).items()]
        if method == "POST":
            lines += [f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = []
        for line in head[1:-2]:
            name, _, value = line.partition(": ")
            headers.append((name.lower(), value))
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        headers = dict(headers)
        return int(head[0].split()[1]), headers, await self.body(reader, headers)

    @staticmethod
    async def body(reader, headers):
        if headers.get("transfer-encoding") != "chunked":
            return await reader.readexactly(int(headers.get("content-length", 0)))
        parts = []
        while size := int(await reader.readline(), 16):
            parts.append((await reader.readexactly(size + 2))[:-2])
        await reader.readline()
        return b"".join(parts)


class Officer:
    """One account at work."""

    def __init__(self, host, account, others, office):
        self.window, self.account, self.office = Window(host), account, office
        self.chance = random.Random(account["login"])
        self.name = re.compile(f"{account['name']}(?!\\d)".encode())
        # Offices of one place share its clues out among themselves.
        self.place, self.many = others.index(account["login"]), len(others)
        self.clues, self.households = [], []

    async def sign_in(self):
        form = urllib.parse.urlencode({"login": self.account["login"], "password": self.account["password"]}).encode()
        status, *_ = await self.window.ask("POST", "/sign-in", form)
        _, _, page = await self.window.ask("GET", "/")
        found = re.search(rb'name="csrf" value="([^"]+)"', page)
        if status != 303 or not found:
            raise RuntimeError(f"{self.account['login']} could not sign in: {status}")
        self.csrf = found.group(1).decode()

    async def timed(self, what, method, path, body=b"", kind="application/x-www-form-urlencoded", more=None):
        started = time.perf_counter()
        status, headers, page = await self.window.ask(method, path, body, kind, more)
        self.office.note(what, time.perf_counter() - started, status, path, page)
        return page

    async def send(self, what, path, fields):
        more = {"Idempotency-Key": str(uuid.UUID(int=self.chance.getrandbits(128), version=4)), "X-CSRF-Token": self.csrf}
        if isinstance(fields, bytes):
            more["Content-Disposition"] = 'attachment; filename="proof.png"'
            return await self.timed(what, "POST", path, fields, "application/octet-stream", more)
        return await self.timed(what, "POST", path, json.dumps(fields).encode(), "application/json", more)

    async def look(self, what, path):
        return await self.timed(what, "GET", path)

    async def work(self, until):
        await asyncio.sleep(self.chance.uniform(0, THINKS))
        while time.monotonic() < until:
            await self.step()
            await asyncio.sleep(min(4 * THINKS, self.chance.expovariate(1 / THINKS)))

    async def listed(self, what, state):
        """A list, and of what is in it what this officer holds; of those who give out or review, their share of it."""
        page = await self.look(what, f"/clues?state={state}")
        rows = [(int(row.split(b'"', 1)[0]), row) for row in page.split(b'href="/clues/')[1:] if row[:1].isdigit()]
        if self.account["role"] == "village-officer":
            return [clue for clue, row in rows if self.name.search(row)]
        return [clue for number, (clue, _) in enumerate(rows) if number % self.many == self.place]

    async def step(self):
        role, lot = self.account["role"], self.chance.random()
        if role == "village-officer":
            await self.in_the_village(lot)
        elif role == "township-officer":
            await self.in_the_township(lot)
        elif role == "county-office":
            await self.in_the_county(lot)
        else:
            await self.above(lot)

    async def in_the_village(self, lot):
        if lot < 0.25:
            page = await self.look("visits", "/visits")
            self.households = [int(number) for number in re.findall(rb'href="/visits/(\d+)"', page)]
        elif lot < 0.45 and self.households:
            await self.look("visit", f"/visits/{self.chance.choice(self.households)}")
        elif lot < 0.60:
            self.clues = await self.listed("list", self.chance.choice(["dispatched", "accepted"])) or self.clues
        elif lot < 0.75 and self.clues:
            await self.look("clue", f"/clues/{self.chance.choice(self.clues)}")
        elif lot < 0.90 and self.clues:
            await self.verify(self.clues.pop())
        elif self.households:
            await self.look("household", f"/households/{self.chance.choice(self.households)}")
        else:
            await self.look("tasks", "/tasks")

    async def verify(self, clue):
        """A photo of 60 KB, then the verdict."""
        await self.send("photo", f"/api/v1/clues/{clue}/photos", b"\x89PNG\r\n\x1a\n" + self.chance.randbytes(60_000))
        verdict = self.chance.choice(["confirmed", "notConfirmed", "notConfirmed", "cannotVerify"])
        fields = {"verdict": verdict, "said": "入户看过，问了本人和邻居两人", "signature": "员"}
        await self.send("verdict", f"/api/v1/clues/{clue}/verdict", fields | ({"explanation": "lent_name"} if verdict == "notConfirmed" else {}))

    async def in_the_township(self, lot):
        if lot < 0.4:
            self.clues = await self.listed("list", self.chance.choice(["notConfirmed", "created", "cannotVerify"])) or self.clues
        elif lot < 0.65 and self.clues:
            await self.look("clue", f"/clues/{self.chance.choice(self.clues)}")
        elif lot < 0.85:
            await self.look("tasks", "/tasks?whose=all")
        else:
            await self.look("precision", "/clues/precision")

    async def in_the_county(self, lot):
        if lot < 0.3:
            await self.look("list", self.chance.choice(["/clues", "/clues?late=yes", "/clues?verdict=confirmed", "/clues?outcome=veto&state=all"]))
        elif lot < 0.5:
            chosen = (await self.listed("list", "created"))[:20]
            if chosen:
                await self.send("dispatch", "/api/v1/clues/dispatch", {"clues": chosen, "all": False})
        else:
            await self.look(*self.chance.choice(self.office.boards))

    async def above(self, lot):
        if self.account["role"] == "province-office" and lot < 0.3:
            await self.look("list", self.chance.choice(["/clues", "/clues?late=yes", "/households"]))
        else:
            await self.look(*self.chance.choice(self.office.boards))


class OfficeDay:
    """All of them together: what they waited for, and what went wrong."""

    def __init__(self, host, accounts, boards):
        self.boards, self.times, self.wrong = boards, {}, []
        shared = {}
        for account in accounts:
            shared.setdefault((account["role"], account["region"]), []).append(account["login"])
        self.officers = [Officer(host, account, shared[account["role"], account["region"]], self) for account in accounts]

    def note(self, what, seconds, status, path, page):
        self.times.setdefault(what, []).append(seconds)
        if status >= 400:
            self.wrong.append(f"{what} {path} answered {status}: {page[:200].decode(errors='replace')}")

    async def pass_(self, seconds, processor):
        """Signing in and the first presses are not counted. `processor` tells how much of it the server has used."""
        for officer in self.officers:
            await officer.sign_in()
        warm = time.monotonic() + THINKS * 2
        await asyncio.gather(*(officer.work(warm) for officer in self.officers))
        self.times, self.wrong, started, used = {}, [], time.monotonic(), processor()
        await asyncio.gather(*(officer.work(started + seconds) for officer in self.officers))
        return (processor() - used) / (time.monotonic() - started)


def worked(host, accounts, boards, seconds, processor):
    """Seconds of every answer by what was asked, what went wrong, and how many cores the server took."""
    day = OfficeDay(host, accounts, boards)
    cores = asyncio.run(day.pass_(seconds, processor))
    return day.times, day.wrong, cores

"""A leader's screen on the wall moves while others work, says when its line breaks, and ends with the right to see it."""

import contextlib
import re
import socket
import sqlite3
import threading
import time
from urllib.parse import urlsplit

import browser
import house
from people import Client, sign_in

WALL = {"width": 1920, "height": 1080}


def test_the_screen_moves_while_a_county_gives_clues_out(server):
    wire = Wire(server.address)
    with browser.opened(wire.address, "screen", size=WALL) as wall:
        given_a_leader_before_the_screen(server, wall)
        before = waiting(wall)
        loaded = wall.page.evaluate("performance.timeOrigin")
        when_the_county_gives_clues_out(server, wall)
        then_the_number_moves_without_a_reload(wall, before, loaded)
        then_it_is_the_number_of_the_picture(server, wall)
        then_a_broken_line_is_told_and_mends_itself(wall, wire)
    wire.close()


def given_a_leader_before_the_screen(server, wall):
    sign_in(wall, server.installation.account("leader", "county"))
    wall.goto("/screen")
    wall.page.locator("svg.map path").first.wait_for()
    wall.look("1-before")
    wide, high = wall.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert wide <= WALL["width"] and high <= WALL["height"], f"the wall is {wide} × {high}"


def waiting(wall):
    """Clues to be given out, as the screen shows them."""
    return int(wall.page.locator("[data-live=clues] tbody tr").first.locator("td.r").inner_text().replace(",", ""))


def when_the_county_gives_clues_out(server, wall):
    """The county gives out everything that waits, in a window of its own that knows nothing of the leader's."""
    context = wall.page.context.browser.new_context(viewport=browser.OFFICE, locale="zh-CN")
    county = browser.Window(context.new_page(), server.address, "screen-county")
    sign_in(county, server.installation.account("county-office", "county"))
    county.goto("/clues?state=created")
    county.page.get_by_role("button", name=re.compile("全部派发")).click()
    county.page.wait_for_url(re.compile(r"/tasks\?whose=all&batch=\d+"))
    context.close()


def then_the_number_moves_without_a_reload(wall, before, loaded):
    assert before > 0
    house.wait_until(lambda: waiting(wall) < before, seconds=10, what="a number of the open screen")
    assert wall.page.evaluate("performance.timeOrigin") == loaded, "the page was loaded anew"
    wall.look("2-after")


def then_it_is_the_number_of_the_picture(server, wall):
    client = Client(server.address, server.installation.account("leader", "county"))
    picture = client.get("/api/v1/picture?figure=clues-overdue").json()["data"]
    screen = client.get("/api/v1/screen").json()["data"]
    assert screen["overdue_total"] == picture["ranking"]["total"]["count"]["text"]
    assert wall.page.locator("[data-live=overdue] .late").first.inner_text() == screen["overdue_total"]


def then_a_broken_line_is_told_and_mends_itself(wall, wire):
    wire.cut()
    wall.page.get_by_text(re.compile("线断了，数据是 ..:.. 的")).wait_for(timeout=20_000)
    wall.look("3-broken")
    wire.mend()
    house.wait_until(lambda: wall.page.locator("[data-line]").inner_text() == "", seconds=30, what="the line")


class Wire:
    """The network between a screen and the server, which can be cut and mended."""

    def __init__(self, address):
        self.there = urlsplit(address)
        self.open, self.whole = [], True
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                here, _ = self.listener.accept()
            except OSError:
                return
            if not self.whole:
                here.close()
                continue
            there = socket.create_connection((self.there.hostname, self.there.port))
            self.open += [here, there]
            for a, b in ((here, there), (there, here)):
                threading.Thread(target=self._carry, args=(a, b), daemon=True).start()

    @staticmethod
    def _carry(a, b):
        with contextlib.suppress(OSError):
            while piece := a.recv(65536):
                b.sendall(piece)
        with contextlib.suppress(OSError):
            b.shutdown(socket.SHUT_RDWR)

    def cut(self):
        self.whole = False
        for each in self.open:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self.open = []

    def mend(self):
        self.whole = True

    def close(self):
        self.cut()
        self.listener.close()


def listening(server, account, path="/screen/events"):
    """An open stream as bytes over a plain connection."""
    client = Client(server.address, account)
    place = urlsplit(server.address)
    line = socket.create_connection((place.hostname, place.port), timeout=30)
    cookies = "; ".join(f"{each.name}={each.value}" for each in client.session.cookies)
    line.sendall(f"GET {path} HTTP/1.1\r\nHost: {place.netloc}\r\nCookie: {cookies}\r\n\r\n".encode())
    heard = b""
    while b"event: now" not in heard:
        heard += line.recv(4096)
    return line, heard, client


def ended(server, words, seconds=10):
    house.wait_until(lambda: len(re.findall(r"a stream ended", server.words())) >= words, seconds, "the end of a stream in the log")


def test_a_stream_has_the_headers_of_one_and_ends_when_its_listener_goes(server):
    line, heard, _ = listening(server, server.installation.account("leader", "county"))
    head = heard.split(b"\r\n\r\n")[0].decode().lower()
    assert "200 ok" in head and "content-type: text/event-stream" in head and "cache-control: no-store, no-transform" in head
    assert "content-encoding" not in head
    line.close()
    ended(server, 1, seconds=5)
    assert re.search(r"a stream ended.*end=left", server.words()) or re.search(r"end=left.*a stream ended", server.words())


def test_a_stream_ends_with_the_session(server):
    line, _, client = listening(server, server.installation.account("leader", "county"))
    client.post("/sign-out", "/picture", {})
    began = time.monotonic()
    line.settimeout(60)
    while line.recv(4096):
        assert time.monotonic() - began < 60, "the stream outlives the session"


def test_one_account_has_six_streams_at_most(server):
    account = server.installation.account("leader", "county")
    lines = [listening(server, account) for _ in range(6)]
    seventh = Client(server.address, account).get("/api/v1/screen/events")
    assert seventh.status_code == 429 and seventh.headers["Retry-After"] == "60"
    for line, _, _ in lines:
        line.close()
    house.wait_until(lambda: Client(server.address, account).get("/api/v1/screen/events").status_code == 200, 20, "a place for one more stream")


def test_a_server_that_is_told_to_stop_ends_its_streams_at_once(loaded, tmp_path):
    installation = loaded.copy(tmp_path / "data")
    with house.served(installation.folder, "--unlimited", "--second-factor", "nobody") as running:
        running.installation = installation
        line, _, _ = listening(running, installation.account("leader", "county"))
        began = time.monotonic()
        assert running.stop() == 0
        assert time.monotonic() - began < 10
        line.settimeout(5)
        while line.recv(4096):
            pass


def test_a_watching_screen_keeps_the_session_of_a_leader_only(loaded, tmp_path):
    """A session that was silent for nearly its half hour goes on being silent while its screen is asked for, unless it is a leader's."""
    installation = loaded.copy(tmp_path / "data")
    seen = {}
    with house.served(installation.folder, "--unlimited", "--second-factor", "nobody") as running:
        running.installation = installation
        lines = {role: listening(running, installation.account(role, "county")) for role in ("leader", "county-office")}
        base = sqlite3.connect(installation.folder / "youshu.sqlite", timeout=30)
        base.execute("UPDATE sessions SET seen_ms = seen_ms - 600000")
        base.commit()
        before = dict(base.execute("SELECT a.role, max(s.seen_ms) FROM sessions s JOIN accounts a ON a.id = s.account GROUP BY a.role"))
        time.sleep(20)
        seen = dict(base.execute("SELECT a.role, max(s.seen_ms) FROM sessions s JOIN accounts a ON a.id = s.account GROUP BY a.role"))
        base.close()
        for line, _, _ in lines.values():
            line.close()
    assert seen["leader"] > before["leader"]
    assert seen["county-office"] == before["county-office"]

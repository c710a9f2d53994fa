"""A platform of one's own: an installation with a made-up county, served on a free port."""

import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
#: A resident's number, a phone or a bank card, as they must stand in no line of a log and in no address.
PERSONAL = re.compile(r"(?<!\w)(?:[1-9]\d{5}(?:18|19|20)\d{2}[01]\d[0-3]\d{4}[\dXx]|1[3-9]\d{9}|62\d{14,17})(?!\w)")
PEOPLE = int(os.environ.get("YOUSHU_JOURNEY_PEOPLE", "3000"))


def program():
    """The program under test: told by YOUSHU_PROGRAM, else the release build."""
    told = os.environ.get("YOUSHU_PROGRAM")
    if told:
        return told
    shown = subprocess.run(
        ["swift", "build", "--configuration", "release", "--show-bin-path"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return shown.stdout.strip() + "/youshu"


def youshu(*arguments, **options):
    return subprocess.run([program(), *map(str, arguments)], cwd=ROOT, check=True, capture_output=True, text=True, **options).stdout


class Installation:
    """A loaded installation as `youshu demo` leaves it: its folder, and who may sign in."""

    def __init__(self, folder, accounts):
        self.folder = pathlib.Path(folder)
        self.accounts = accounts

    def account(self, role, level=None, department=None):
        """One of the demonstration's accounts, by what somebody does and where."""
        for account in self.accounts:
            if account["role"] == role and level in (None, account["level"]) and department in (None, account.get("department")):
                return account
        raise AssertionError(f"no demonstration account {role} {level or ''} {department or ''}")

    def copy(self, folder):
        """The same, for a story that changes things."""
        shutil.copytree(self.folder, folder)
        return Installation(folder, self.accounts)


# A village of the list of regions in which nobody of the made-up register lives: people move there, and a county imports its register there.
NEW_VILLAGE = ("990121100300", "新安村")


def made(folder, people=PEOPLE):
    """Makes up a province and loads it, once for all stories of a run; a folder that was filled before is taken as it is."""
    folder = pathlib.Path(folder)
    province, data, told = folder / "province", folder / "data", folder / "told.json"
    if not told.exists():
        youshu("synth", "--people", people, "--out", province)
        add_village(province / "regions.csv")
        told.write_text(youshu("demo", "--province", province, "--data", data, "--json", env=earlier(folder)))
    return Installation(data, json.loads(told.read_text())["accounts"])


# So long ago the province was loaded: a story can ask what was known last month.
LOADED_DAYS_AGO = 60


def earlier(folder):
    """Surroundings in which a program believes that it is so many days ago."""
    clock = pathlib.Path(folder) / "earlier.so"
    compiler = shutil.which("clang") or shutil.which("cc")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", clock, ROOT / "Tests/JourneyTests/earlier.c", "-ldl"], check=True)
    return {**os.environ, "LD_PRELOAD": str(clock), "EARLIER_DAYS": str(LOADED_DAYS_AGO)}


def add_village(regions):
    """Puts the new village behind the others; a list that holds it already (a larger province) stays as it is."""
    text = regions.read_text(encoding="utf-8")
    if NEW_VILLAGE[0] not in text:
        regions.write_text(text.rstrip("\r\n") + "\n" + ",".join(NEW_VILLAGE) + "\n", encoding="utf-8")


class Server:
    """A running `youshu serve`."""

    def __init__(self, folder, *options):
        self.log = tempfile.NamedTemporaryFile("w+", suffix=".log", delete=False)
        self.process = subprocess.Popen(
            [program(), "serve", "--data", str(folder), "--listen", "127.0.0.1:0", *options],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=self.log, text=True,
        )
        self.address = self._address()

    def _address(self):
        for line in self.process.stdout:
            found = re.search(r"http://[0-9.]+:\d+", line)
            if found:
                return found.group()
        raise AssertionError("the server did not start:\n" + self.words())

    def words(self):
        return pathlib.Path(self.log.name).read_text()

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait(timeout=60)
        return self.process.returncode


@contextlib.contextmanager
def served(folder, *options):
    server = Server(folder, *options)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()
    told_nobody(server.words())


def told_nobody(words):
    """The log of a server that answered something names nobody's number, and no address with its query."""
    lines = words.splitlines()
    assert any(" answered" in line for line in lines), "a server that was asked nothing, or a log without answers"
    personal = [line for line in lines if PERSONAL.search(line)]
    assert not personal, f"a number of a person in the log: {personal[0]}"
    queries = [line for line in lines if re.search(r" path=[^ ]*\?", line)]
    assert not queries, f"an address with its query in the log: {queries[0]}"


def wait_until(condition, seconds=60, what="what was waited for"):
    """For what a job brings about; a page is waited for by Playwright itself."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"{what} did not happen within {seconds} s")

"""A served installation, the memory it takes, and an officer who asks it over one connection."""
import http.client
import os
import pathlib
import re
import subprocess
import threading
import urllib.parse

import measure

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Peaks:
    """The largest resident memory of a process, and of the workers it starts, in MiB."""

    def __init__(self, process):
        self.process, self.own, self.workers, self.ended = process, 0, 0, threading.Event()
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()

    def watch(self):
        while not self.ended.wait(0.05):
            self.own = max(self.own, resident(self.process))
            for child in children(self.process):
                self.workers = max(self.workers, resident(child))

    def stop(self):
        self.ended.set()
        self.thread.join()
        return self.own, self.workers


def children(process):
    try:
        tasks = pathlib.Path(f"/proc/{process}/task").iterdir()
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []


def resident(process):
    try:
        return int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{process}/status").read_text()).group(1)) >> 10
    except (OSError, AttributeError):
        return 0


class Server:
    def __init__(self, folder, options):
        self.process = subprocess.Popen(
            [measure.youshu(), "serve", "--data", str(folder), "--listen", "127.0.0.1:0", "--second-factor", "nobody", "--unlimited", *options],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.process.stdout:
            found = re.search(r"http://([0-9.]+:\d+)", line)
            if found:
                self.host = found.group(1)
                return
        raise measure.Failed("the server did not start")

    def peak(self):
        return resident(self.process.pid)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=120)


class Officer:
    """One account over one connection that is kept."""

    def __init__(self, server, told, role):
        account = next(account for account in told["accounts"] if account["role"] == role)
        self.host, self.cookies = server.host, {}
        self.connection = http.client.HTTPConnection(server.host, timeout=120)
        answer = self.post("/sign-in", {"login": account["login"], "password": account["password"]})
        if answer.status != 303:
            raise measure.Failed(f"{account['login']} could not sign in: {answer.status}")

    @property
    def cookie(self):
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def begin(self, method, path, body=None):
        headers = {"Cookie": self.cookie, "Origin": f"http://{self.host}"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return answer

    def get(self, path):
        answer = self.begin("GET", path)
        answer.text = answer.read().decode()
        return answer

    def post(self, path, fields):
        answer = self.begin("POST", path, urllib.parse.urlencode(fields))
        answer.text = answer.read().decode()
        return answer

    def token(self, page):
        return re.search(r'name="csrf" value="([^"]+)"', self.get(page).text).group(1)


def ticks(process):
    """Seconds of processor time a process has used."""
    fields = pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

"""A PostgreSQL server of one's own: in a folder that goes away, reached by a Unix socket only."""

import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile
import urllib.parse


def programs():
    """Where Debian's packages put the newest version, or wherever the PATH has it."""
    packaged = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = packaged[-1] if packaged else shutil.which("initdb")
    if not found:
        raise SystemExit("PostgreSQL is not installed: scripts/setup --checks installs it")
    return pathlib.Path(found).parent


class Postgres:
    def __init__(self):
        self.programs = programs()
        # A socket's path is at most 107 bytes long: too long for many a folder for temporary files.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="youshu-pg-", dir="/tmp"))
        # PostgreSQL refuses to run as root.
        self.user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.user:
            owner = pwd.getpwnam("postgres")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        self._run("initdb", "-D", self.folder / "data", "-k", "-A", "trust", "-U", "postgres", "--locale=C", "--encoding=UTF8")
        settings = f"listen_addresses = ''\nunix_socket_directories = '{self.folder}'\n"
        pathlib.Path(self.folder, "data", "postgresql.auto.conf").write_text(settings)
        self._run("pg_ctl", "-D", self.folder / "data", "-w", "-s", "-l", self.folder / "log", "start")
        self._run("createdb", "-h", self.folder, "-U", "postgres", "-T", "template0", "youshu")

    def _run(self, name, *arguments):
        subprocess.run([*self.user, self.programs / name, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL, cwd="/")

    @property
    def url(self):
        return f"postgresql://postgres@/youshu?host={urllib.parse.quote(str(self.folder), safe='')}"

    @property
    def question(self):
        """The command that asks it something."""
        return [str(self.programs / "psql"), "-h", str(self.folder), "-U", "postgres", "-d", "youshu"]

    def crash(self):
        """Stops at once, as with a power cut, and starts again, which goes through its log."""
        self._run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "-w", "-s", "-l", self.folder / "log", "restart")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "-s", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

"""The databases the platform is measured on: SQLite in the installation's folder, and a PostgreSQL of this run alone."""
import contextlib
import os
import pathlib
import pwd
import shutil
import sqlite3
import subprocess
import tempfile
import urllib.parse

ALL = ["sqlite", "postgres"]
#: What psql says after an answer.
END = "that-was-the-answer"


@contextlib.contextmanager
def place_of(database, data):
    """What `--database` is told; None where there is no such server."""
    if database == "sqlite":
        yield "sqlite"
        return
    programs = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if not programs:
        yield None
        return
    with postgres(programs[-1].parent, data) as url:
        yield url


@contextlib.contextmanager
def postgres(programs, data):
    """A server of this run alone, with more memory and log than it is installed with; commits wait for the disk."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="ys-pg-", dir="/tmp" if os.stat("/tmp").st_dev == os.stat(data).st_dev else data))
    user = []
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres" if "postgres" in {entry.pw_name for entry in pwd.getpwall()} else "nobody")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        user = ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
    subprocess.run([*user, programs / "initdb", "-D", folder / "data", "-k", "-A", "trust", "-U", "youshu", "--locale=C", "--encoding=UTF8"], **quiet)
    with open(folder / "data/postgresql.auto.conf", "a") as settings:
        settings.write(
            f"listen_addresses = ''\nunix_socket_directories = '{folder}'\nshared_buffers = '1GB'\nmax_wal_size = '8GB'\n"
            "checkpoint_timeout = '15min'\nwal_compression = lz4\njit = off\n")
    control = [*user, programs / "pg_ctl", "-D", folder / "data", "-w", "-s"]
    subprocess.run([*control, "-l", folder / "log", "start"], **quiet)
    try:
        subprocess.run([*user, programs / "createdb", "-h", folder, "-U", "youshu", "youshu"], **quiet)
        yield f"postgres://youshu@/youshu?host={urllib.parse.quote(str(folder), safe='')}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **quiet)
        shutil.rmtree(folder)


class Questions:
    """Questions to the database itself, from outside and over one connection: a program started for each would take a core from what is measured."""

    def __init__(self, where, folder):
        self.file, self.program = None, None
        if where == "sqlite":
            self.file = sqlite3.connect(f"file:{folder}/youshu.sqlite?mode=ro", uri=True)
        else:
            host = urllib.parse.unquote(where.split("host=")[1])
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
            self.program = subprocess.Popen(["psql", "-h", host, "-U", "youshu", "-XqAt", "-F", "\t", "-v", "ON_ERROR_STOP=1", "youshu"], **pipes)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.file:
            self.file.close()
        else:
            self.program.communicate()

    def asked(self, sql):
        """The rows of the answer, as texts."""
        if self.file:
            return [[str(cell) for cell in row] for row in self.file.execute(sql)]
        self.program.stdin.write(f"{sql};\n\\echo {END}\n")
        self.program.stdin.flush()
        lines = []
        for line in self.program.stdout:
            if line == END + "\n":
                return [line.split("\t") for line in lines]
            lines.append(line.removesuffix("\n"))
        raise RuntimeError(f"psql ended at: {sql}")


def asked(where, folder, sql):
    """The rows of one question."""
    with Questions(where, folder) as questions:
        return questions.asked(sql)

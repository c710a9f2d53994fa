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


def asked(where, folder, sql):
    """The rows of a question to the database itself, as texts."""
    if where == "sqlite":
        with contextlib.closing(sqlite3.connect(f"file:{folder}/youshu.sqlite?mode=ro", uri=True)) as database:
            return [[str(cell) for cell in row] for row in database.execute(sql)]
    host = urllib.parse.unquote(where.split("host=")[1])
    told = subprocess.run(["psql", "-h", host, "-U", "youshu", "-At", "-F", "\t", "-c", sql, "youshu"], check=True, capture_output=True, text=True).stdout
    return [line.split("\t") for line in told.splitlines()]

"""Opens what a power loss left behind and says what is wrong with it."""

import hashlib
import os
import sqlite3


class Loss(Exception):
    """Something acknowledged is gone, or something is there by half."""


def leaf_hash(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def root_of(leaves):
    """The root of RFC 9162."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + root_of(leaves[:split]) + root_of(leaves[split:])).digest()


class State:
    """What the database holds after its own recovery: its log, and a digest of every row of every table."""

    def __init__(self, database):
        self.size, self.leaves, self.digest, self.blobs = 0, [], "", set()
        healthy = database.execute("PRAGMA integrity_check").fetchall()
        if healthy != [("ok",)]:
            raise Loss(f"integrity_check: {healthy[:3]}")
        broken = database.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise Loss(f"{len(broken)} rows refer to nothing")
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")]
        if "audit_size" not in tables:
            return
        self.size = database.execute("SELECT size FROM audit_size").fetchone()[0]
        self._check_log(database)
        everything = hashlib.sha256()
        for table in tables:
            rows = database.execute(f"SELECT * FROM {table}").fetchall()
            everything.update(f"{table} {len(rows)}".encode())
            for row in rows:
                everything.update(repr(row).encode())
            columns = {column[1] for column in database.execute(f"PRAGMA table_info({table})")}
            if "audit_leaf" in columns and database.execute(f"SELECT 1 FROM {table} WHERE audit_leaf >= ?", (self.size,)).fetchone():
                raise Loss(f"{table} has a row of an entry that the log does not have")
        self.digest = everything.hexdigest()
        if "photos" in tables:
            self.blobs = {name for (name,) in database.execute("SELECT blob FROM photos")}

    def _check_log(self, database):
        entries = [entry for (entry,) in database.execute("SELECT entry FROM audit_leaves ORDER BY seq")]
        if len(entries) != self.size:
            raise Loss(f"the log says that it has {self.size} entries and has {len(entries)}")
        self.leaves = [leaf_hash(entry) for entry in entries]

    def root(self, size):
        """The root of the log when it had so many entries."""
        return root_of(self.leaves[:size]).hex() if size else ""


def recovered(files, folder, database="youshu.sqlite"):
    """Puts the files of the database down in a folder and opens them, as the next start would."""
    for ending in ("", "-wal", "-shm", "-journal"):
        place = os.path.join(folder, database + ending)
        if os.path.exists(place):
            os.unlink(place)
        if database + ending in files:
            with open(place, "wb") as file:
                file.write(files[database + ending])
    connection = sqlite3.connect(os.path.join(folder, database), isolation_level=None)
    try:
        return State(connection)
    except sqlite3.DatabaseError as error:
        raise Loss(f"the database does not open: {error}") from error
    finally:
        connection.close()

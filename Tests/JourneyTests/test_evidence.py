"""Journey 5: the inspector takes the evidence away and verifies it; whatever is edited behind the log is found, even by who holds the log's key."""

import base64
import hashlib
import io
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile

import pytest

import browser
import forger
import house
import people

VERIFIER = house.ROOT / "scripts" / "verify-audit"


def verify(bundle, *options):
    return subprocess.run([sys.executable, str(VERIFIER), str(bundle), *map(str, options)], capture_output=True, text=True)


def exported(installation, folder):
    shutil.rmtree(folder, ignore_errors=True)
    house.youshu("audit", "export", "--data", installation.folder, folder)
    return folder


def test_an_inspector_takes_the_evidence_and_verifies_it_offline(loaded, tmp_path):
    installation = loaded.copy(tmp_path / "data")
    inspector = installation.account("inspector", "province")
    with house.served(installation.folder, "--unlimited", "--second-factor", "nobody") as server:
        with browser.opened(server.address, "evidence") as window:
            people.sign_in(window, inspector)
            window.goto("/audit/entries")
            window.look("entries")
            window.goto("/audit/evidence")
            if "/account/confirm" in window.page.url:
                window.page.locator("[name=proof]").fill(inspector["password"])
                window.page.locator("main [type=submit]").first.click()
                window.page.wait_for_url("**/audit/evidence*")
            window.look("take")
            window.page.locator("[name=purpose]").fill("年度核验")
            with window.page.expect_download() as download:
                window.page.locator("main [type=submit]").first.click()
            bundle = tmp_path / "evidence.zip"
            download.value.save_as(bundle)
            key = window.page.locator("dd.code.url").inner_text().strip()
        assert server.stop() == 0
    told = verify(bundle, "--key", key)
    assert told.returncode == 0, told.stdout + told.stderr
    assert zipfile.ZipFile(io.BytesIO(bundle.read_bytes())).namelist()


@pytest.fixture(scope="module")
def stopped(loaded, tmp_path_factory):
    return loaded.copy(tmp_path_factory.mktemp("stopped") / "data")


#: How a value becomes another of its kind.
OTHER = {"INTEGER": lambda old: old + 1, "REAL": lambda old: old + 1, "TEXT": lambda old: old + "改", "BLOB": lambda old: old + b"\x00"}


def columns(base, table):
    """Name and type of those that hold what was written; the others say where the log tells of it."""
    return [(row[1], row[2]) for row in base.execute(f"PRAGMA table_info({table})") if row[1] not in ("audit_leaf", "audit_index", "id")]


def edit(base, table):
    """Changes one value of one row, whatever the table is; gives what undoes it."""
    for name, kind in columns(base, table):
        row = base.execute(f"SELECT rowid, {name} FROM {table} WHERE {name} IS NOT NULL LIMIT 1").fetchone()
        if row is None:
            continue
        try:
            base.execute(f"UPDATE {table} SET {name} = ? WHERE rowid = ?", (OTHER[kind](row[1]), row[0]))
        except sqlite3.IntegrityError:
            continue
        base.commit()
        return f"UPDATE {table} SET {name} = ? WHERE rowid = ?", (row[1], row[0])
    raise AssertionError(f"no row of {table} could be edited")


def slip_in(base, table):
    """Writes a row into an empty table, as if an entry had that does not exist."""
    base.execute("PRAGMA ignore_check_constraints = 1")
    named = columns(base, table)
    values = [{"INTEGER": 1, "REAL": 1.0, "TEXT": "x", "BLOB": b"x"}[kind] for _, kind in named]
    names = ", ".join(["id", "audit_leaf", "audit_index", *(name for name, _ in named)])
    base.execute(f"INSERT INTO {table} ({names}) VALUES (1, 1000000, 0{', ?' * len(named)})", values)
    base.commit()


def audited(base):
    """The tables whose rows say which entry wrote them."""
    names = [name for name, in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name for name in names if "audit_leaf" in {row[1] for row in base.execute(f"PRAGMA table_info({name})")}}


def test_one_edited_row_of_every_audited_table_is_found(stopped, tmp_path):
    bundle = exported(stopped, tmp_path / "bundle")
    clean = verify(bundle)
    assert clean.returncode == 0, clean.stdout + clean.stderr
    base = sqlite3.connect(stopped.folder / "youshu.sqlite")
    filled = {file.stem for file in (bundle / "tables").glob("*.jsonl") if file.stat().st_size}
    empty = {file.stem for file in (bundle / "tables").glob("*.jsonl")} - filled
    assert filled | empty == audited(base), "a table whose rows name their entry is not in the evidence"
    assert len(filled) > 15
    for table in sorted(filled):
        undo = edit(base, table)
        told = verify(exported(stopped, tmp_path / "bundle"))
        base.execute(*undo)
        base.commit()
        assert told.returncode == 1 and f"table {table}, row" in told.stdout, f"{table}: {told.returncode} {told.stdout} {told.stderr}"
        assert len(re.findall("^    table ", told.stdout, re.MULTILINE)) == 1, f"more is accused than {table}: {told.stdout}"
    for table in sorted(empty):
        slip_in(base, table)
    told = verify(exported(stopped, tmp_path / "bundle"))
    assert set(re.findall(r"table (\w+), row 1: was not written by the program", told.stdout)) == empty
    for table in empty:
        base.execute(f"DELETE FROM {table}")
    base.commit()
    base.close()
    assert verify(exported(stopped, tmp_path / "bundle")).returncode == 0


def grown(server, inspector, kept=None):
    """The newest checkpoint of a server's log, and the proof that it begins with the one that was kept."""
    client = people.Client(server.address, inspector)
    newest = client.get("/api/v1/audit/checkpoint").json()["data"]
    proof = client.get(f"/api/v1/audit/proofs/consistency?from={kept['size']}&to={newest['size']}").json()["data"]["path"] if kept else None
    return newest, proof


def begins_with(kept, newest, path):
    """Whether a log that was signed begins with one that was signed before (RFC 9162, section 2.1.4.2)."""
    def node(left, right):
        return hashlib.sha256(b"\x01" + left + right).digest()
    old_root, new_root, *path = (base64.b64decode(each) for each in [kept["root"], newest["root"], *path])
    old, new = kept["size"] - 1, newest["size"] - 1
    while old & 1:
        old, new = old >> 1, new >> 1
    if old == 0:
        path.insert(0, old_root)
    old_side = new_side = path[0]
    for each in path[1:]:
        if new == 0:
            return False
        if old & 1 or old == new:
            old_side, new_side = node(each, old_side), node(each, new_side)
            while not old & 1 and old:
                old, new = old >> 1, new >> 1
        else:
            new_side = node(new_side, each)
        old, new = old >> 1, new >> 1
    return old_side == old_root and new_side == new_root and new == 0


@pytest.mark.parametrize("table, column, value", [("income_sheets", "net_per_head", 1), ("accounts", "role", "leader")], ids=["chunk", "row"])
def test_a_log_made_anew_with_the_real_key_is_caught_by_a_checkpoint_kept_from_before(loaded, tmp_path, table, column, value):
    installation = loaded.copy(tmp_path / "data")
    inspector = installation.account("inspector", "province")
    with house.served(installation.folder, "--unlimited", "--second-factor", "nobody") as server:
        kept, _ = grown(server, inspector)
        newest, proof = grown(server, inspector, kept)
        assert newest["size"] > kept["size"] and begins_with(kept, newest, proof), "an honest log does not begin with itself"
    (tmp_path / "kept.txt").write_text(kept["note"], encoding="utf-8")

    forger.forge(installation, table, column, value, tmp_path / "seen-by-the-forger")

    forged = exported(installation, tmp_path / "forged")
    alone = verify(forged, "--key", kept["key"])
    assert alone.returncode == 0, f"the forger is found out without a checkpoint, so this proves nothing: {alone.stdout}{alone.stderr}"
    with_kept = verify(forged, "--key", kept["key"], "--checkpoint", tmp_path / "kept.txt")
    assert with_kept.returncode == 1 and "the log was rewritten" in with_kept.stdout, with_kept.stdout + with_kept.stderr
    with house.served(installation.folder, "--unlimited", "--second-factor", "nobody") as server:
        first, _ = grown(server, inspector)
        newest, proof = grown(server, inspector, kept)
        assert newest["size"] > kept["size"] and not begins_with(kept, newest, proof), "the forged log proves that it begins with the honest one"
        newest, proof = grown(server, inspector, first)
        assert begins_with(first, newest, proof), "the forged log does not even begin with itself"

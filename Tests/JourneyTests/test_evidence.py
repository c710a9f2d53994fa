"""Journey 5: the inspector takes the evidence away and verifies it; whatever is edited behind the log is found, even by who holds the log's key."""

import io
import json
import shutil
import sqlite3
import subprocess
import sys
import zipfile

import pytest

import browser
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


def edit(base, table):
    """Changes one value of one row, whatever the table is; gives what undoes it. Nothing if the table is empty."""
    columns = [(row[1], row[2]) for row in base.execute(f"PRAGMA table_info({table})")]
    for name, kind in columns:
        if name in ("audit_leaf", "audit_index", "id"):
            continue
        row = base.execute(f"SELECT rowid, {name} FROM {table} WHERE {name} IS NOT NULL LIMIT 1").fetchone()
        if row is None:
            continue
        changed = {"INTEGER": lambda old: old + 1, "REAL": lambda old: old + 1, "TEXT": lambda old: old + "改", "BLOB": lambda old: old + b"\x00"}[kind](row[1])
        try:
            base.execute(f"UPDATE {table} SET {name} = ? WHERE rowid = ?", (changed, row[0]))
        except sqlite3.IntegrityError:
            continue
        base.commit()
        return f"UPDATE {table} SET {name} = ? WHERE rowid = ?", (row[1], row[0])
    return None


def test_one_edited_row_of_every_audited_table_is_found(stopped, tmp_path):
    bundle = exported(stopped, tmp_path / "bundle")
    clean = verify(bundle)
    assert clean.returncode == 0, clean.stdout + clean.stderr
    tables = {file.stem for file in (bundle / "tables").glob("*.jsonl") if file.stat().st_size}
    assert len(tables) >= 12
    path = stopped.folder / "youshu.sqlite"
    for table in sorted(tables):
        base = sqlite3.connect(path)
        undo = edit(base, table)
        assert undo, f"no row of {table} could be edited"
        told = verify(exported(stopped, tmp_path / "bundle"))
        base.execute(*undo)
        base.commit()
        base.close()
        assert told.returncode == 1 and table in told.stdout, f"{table}: {told.returncode} {told.stdout} {told.stderr}"
    assert verify(exported(stopped, tmp_path / "bundle")).returncode == 0

"""Who holds the whole server, the log's signing key too: changes a row and makes the log anew around it, so that nothing in it contradicts anything.

Nothing inside such a log can tell. It is caught by a checkpoint that somebody else kept from before, and by nothing else.
"""

import base64
import hashlib
import importlib.machinery
import importlib.util
import json
import sqlite3

import house


def _verifier():
    """`scripts/verify-audit`, for its tree, its commitments and its curve."""
    loader = importlib.machinery.SourceFileLoader("verify_audit", str(house.ROOT / "scripts" / "verify-audit"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("verify_audit", loader))
    loader.exec_module(module)
    return module


verifier = _verifier()


def forge(installation, table, column, value, bundle):
    """Gives the first row of an audited table another value, and the log another past in which it always had it. Needs a stopped server.

    `bundle` is a folder that does not exist yet; the rows are read from it in the form in which they are committed to.
    """
    path = installation.folder / "youshu.sqlite"
    base = sqlite3.connect(path)
    number, before = base.execute(f"SELECT id, {column} FROM {table} ORDER BY id LIMIT 1").fetchone()
    assert before != value, "the forger changes nothing"
    base.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (value, number))
    base.commit()
    house.youshu("audit", "export", "--data", installation.folder, bundle)
    rows = [json.loads(line) for line in (bundle / "tables" / f"{table}.jsonl").read_text("utf-8").splitlines()]
    _rewrite_entry(base, table, next(row for row in rows if row["key"] == str(number)), rows)
    root = _rebuild_tree(base)
    base.commit()
    size, = base.execute("SELECT size FROM audit_size").fetchone()
    base.close()
    _sign_anew(installation.folder, size, root)


def _commitment(base, table, row):
    number, position = divmod(row["index"], 1 << 32)
    salt, = base.execute("SELECT salt FROM audit_salts WHERE seq = ?", (row["leaf"],)).fetchone()
    name = f"chunk/{number}/{position}" if number else f"rows/{position}"
    row_salt = verifier.hmac.digest(salt, name.encode(), "sha256")
    return verifier.commitment(row_salt, verifier.canonical(table), verifier.canonical(row["key"]), verifier.canonical(row["row"]))


def _rewrite_entry(base, table, forged, rows):
    """Commits the entry that wrote the row to what stands there now: the row's own record, or the chunk it came in."""
    leaf, (number, position) = forged["leaf"], divmod(forged["index"], 1 << 32)
    text, = base.execute("SELECT entry FROM audit_leaves WHERE seq = ?", (leaf,)).fetchone()
    entry = json.loads(text)
    if number == 0:
        entry["rows"][position]["c"] = base64.b64encode(_commitment(base, table, forged)).decode()
    else:
        chunk, tree, marks = entry["chunks"][number - 1], verifier.Tree(), b""
        of_chunk = [row for row in rows if row["leaf"] == leaf and row["index"] >> 32 == number]
        assert len(of_chunk) == chunk["n"], "rows of the chunk were changed since; the forger needs all of them"
        for row in sorted(of_chunk, key=lambda row: row["index"]):
            value = _commitment(base, table, row)
            tree.append(verifier.leaf_hash(value))
            marks += value[:4]
        chunk["root"], chunk["f"] = (base64.b64encode(each).decode() for each in (tree.root(), marks))
    base.execute("UPDATE audit_leaves SET entry = ? WHERE seq = ?", (verifier.canonical(entry).encode(), leaf))


def _rebuild_tree(base):
    """Writes the hash of every complete subtree again; gives the root of all."""
    before = base.execute("SELECT level, place FROM audit_nodes ORDER BY 1, 2").fetchall()
    tree = verifier.Tree()
    hashes = [verifier.leaf_hash(entry) for entry, in base.execute("SELECT entry FROM audit_leaves ORDER BY seq")]
    for each in hashes:
        tree.append(each)
    nodes, level = {}, 0
    while hashes:
        nodes.update({(level, place): each for place, each in enumerate(hashes)})
        pairs = zip(hashes[0::2], hashes[1::2])
        hashes, level = [hashlib.sha256(b"\x01" + left + right).digest() for left, right in pairs], level + 1
    assert sorted(nodes) == before, "the tree has another shape than the forger thinks"
    base.executemany("UPDATE audit_nodes SET hash = ? WHERE level = ? AND place = ?", [(each, *node) for node, each in nodes.items()])
    return tree.root()


def _sign_anew(folder, size, root):
    """One checkpoint, signed by the real key, in the place of all that were signed before."""
    kept = (folder / "keys" / "log-signing-key").read_text().strip()
    name, _, raw = kept.removeprefix("PRIVATE+KEY+").split("+", 2)
    for old in (folder / "checkpoints").glob("*.txt"):
        old.unlink()
    seed = base64.b64decode(raw)[1:]
    text = f"{name}\n{size}\n{base64.b64encode(root).decode()}\n"
    public, signature = _signature(seed, text.encode())
    identity = hashlib.sha256(name.encode() + b"\n\x01" + public).digest()[:4]
    note = f"{text}\n\u2014 {name} {base64.b64encode(identity + signature).decode()}\n"
    (folder / "checkpoints" / f"{size:020}.txt").write_text(note, encoding="utf-8")


def _signature(seed, message):
    """(public key, signature) by Ed25519 (RFC 8032, section 5.1.6)."""
    wide = hashlib.sha512(seed).digest()
    secret = int.from_bytes(wide[:32], "little") & (1 << 254) - 8 | 1 << 254
    public = verifier.packed(verifier.times(secret, verifier.BASE))
    once = int.from_bytes(hashlib.sha512(wide[32:] + message).digest(), "little") % verifier.ORDER
    point = verifier.packed(verifier.times(once, verifier.BASE))
    challenge = int.from_bytes(hashlib.sha512(point + public + message).digest(), "little")
    return public, point + ((once + challenge * secret) % verifier.ORDER).to_bytes(32, "little")

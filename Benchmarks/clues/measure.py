#!/usr/bin/env python3
"""Run one engine as a cold process N times, check its clues against truth.csv, record wall, CPU and peak memory.

Imports nothing large: a child's peak memory counts what its parent held when it started.
"""
import argparse
import itertools
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
COMMANDS = {
    "duckdb": ["run_duckdb.py"], "duckdb-1thread": ["run_duckdb.py", "--threads", "1"],
    "duckdb-double": ["run_duckdb.py", "--double"], "duckdb-parse": ["run_duckdb.py", "--parse-only"],
    "polars": ["run_polars.py"], "polars-parse": ["run_polars.py", "--parse-only"],
    "sqlite": ["run_sqlcli.py", "sqlite"], "postgres": ["run_sqlcli.py", "postgres"],
}
ENGINES = ["youshu", *COMMANDS]


class Failed(Exception):
    """An engine ended with an error; holds its last words."""


def calibrate():
    """Seconds for two fixed one-core jobs, SHA-256 and random reads: how busy the shared machine was just then."""
    import hashlib
    import numpy as np
    block, t = bytes(1 << 26), time.perf_counter()
    for _ in range(8):
        hashlib.sha256(block).digest()
    cpu, t = time.perf_counter() - t, time.perf_counter()
    big = np.ones(1 << 26)
    at = np.random.default_rng(1).integers(0, len(big), 1 << 23)
    t = time.perf_counter()
    for _ in range(2):
        big.take(at)
    return {"cpu_s": round(cpu, 3), "random_read_s": round(time.perf_counter() - t, 3)}


def youshu():
    """The release build of this repository, or the executable named by $YOUSHU."""
    return os.environ.get("YOUSHU") or str(ROOT / ".build/release/youshu")


def command(engine, data, out):
    if engine == "youshu":
        return [youshu(), "compare", "--pack", str(ROOT / "PolicyPacks/benchmark"), "--data", str(data), "--as-of", "2025-06-30",
                "--out", str(out), "--threads", "2"]
    return [sys.executable, str(HERE / COMMANDS[engine][0]), *COMMANDS[engine][1:], "--data", str(data), "--out", str(out)]


def timed(words):
    """Runs a command to its end: wall and CPU seconds, peak memory, what it said on stderr. Its stdout is not kept."""
    t = time.perf_counter()
    child = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    err = child.stderr.read()
    _, status, use = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - t
    if child.returncode:
        raise Failed(f"{' '.join(words)} ended with {child.returncode}: {err[-2000:]}")
    run = {"wall_s": round(wall, 2), "user_s": round(use.ru_utime, 2), "sys_s": round(use.ru_stime, 2), "peak_rss_mib": use.ru_maxrss // 1024}
    return run, err


def phases(engine, out, err):
    """Pairs of name and seconds: from run.json for youshu, from the last words of the others."""
    if engine == "youshu":
        return [(phase["name"], phase["seconds"]) for phase in json.loads((out / "run.json").read_text())["phases"]]
    lines = [line for line in err.splitlines() if line.startswith('{"phases"')]
    if not lines:
        raise Failed(f"{engine} told no phases: {err[-2000:]}")
    return json.loads(lines[0])["phases"]


def is_exact(data, out):
    """Whether clues.csv equals truth.csv in its first five columns, line for line, and counties.csv equals the generator's."""
    with open(data / "truth.csv") as truth, open(out / "clues.csv") as clues:
        for expected, found in itertools.zip_longest(truth, clues):
            if expected is None or found is None or expected.rstrip("\n").split(",") != found.rstrip("\n").split(",", 5)[:5]:
                return False
    with open(data / "counties.csv") as expected, open(out / "counties.csv") as found:
        return all(a == b for a, b in itertools.zip_longest(expected, found))


def run_once(engine, data, out):
    """One cold run over the folder of one scale, its output checked."""
    out.mkdir(parents=True, exist_ok=True)
    for file in out.glob("*.csv"):
        file.unlink()
    run, err = timed(command(engine, data, out))
    run["phases"] = phases(engine, out, err)
    if "parse" not in engine:
        run["exact"] = is_exact(data, out)
    return run


def main():
    if sys.argv[1:] == ["--calibrate"]:
        return print(json.dumps(calibrate()))
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("engine", choices=ENGINES)
    ap.add_argument("--data", required=True, type=pathlib.Path)
    ap.add_argument("--sf", default="0.1")
    ap.add_argument("--runs", type=int, default=3)
    ap.add_argument("--label", help="name in results.json if not the engine's")
    a = ap.parse_args()
    data, out = a.data / f"sf{a.sf}", a.data / "out" / a.engine
    runs = []
    for _ in range(a.runs):
        calibration = json.loads(subprocess.check_output([sys.executable, __file__, "--calibrate"]))
        try:
            run = run_once(a.engine, data, out)
        except Failed as failure:
            sys.exit(str(failure))
        runs.append({**run, "calibration": calibration})
        print(a.engine, a.sf, {k: v for k, v in runs[-1].items() if k != "phases"}, flush=True)
    path = HERE / "results.json"
    results = json.loads(path.read_text()) if path.exists() else {}
    entry = results.setdefault("clues", {}).setdefault(f"sf{a.sf}", {}).setdefault(a.label or a.engine, {"runs": []})
    entry["runs"] += runs                       # runs add up, so that engines can take turns on a noisy machine
    entry["median_wall_s"] = statistics.median(r["wall_s"] for r in entry["runs"])
    path.write_text(json.dumps(results, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()

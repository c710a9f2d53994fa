"""The clue job of `clues/RULES.md`: engines in turns, the floor, growth with the data, and the second run over kept deliveries."""
import json
import pathlib
import shutil
import statistics
import subprocess
import sys

import measure

HERE = pathlib.Path(__file__).resolve().parent
# Names of youshu's phases in run.json that read files; the rest is rules and output.
READING = ("read", "parse")


def folder(data, scale):
    """The files of one scale, generated if missing; the manifest is what the generator writes last."""
    place = data / f"sf{float(scale):g}"
    if not (place / "manifest.json").exists():
        print(f"generating the clue job at scale {scale} …", flush=True)
        measure.timed([sys.executable, str(HERE / "clues/gen.py"), "--data", str(data), "--sf", scale])
    return place


def warm(place):
    """Reads every file once, so that no run pays for the disk."""
    subprocess.run("cat -- *.csv >/dev/null", shell=True, cwd=place, check=True)


def manifest(place):
    return json.loads((place / "manifest.json").read_text())


def spread(values):
    return " ".join(f"{value:.2f}" for value in values)


def turns(data, scale, engines, rounds):
    """Every engine once in each turn; ratios within a turn."""
    place = folder(data, scale)
    warm(place)
    runs = {engine: [] for engine in engines}
    for _ in range(rounds):
        for engine in engines:
            runs[engine].append(measure.run_once(engine, place, data / "out" / engine))
    facts = manifest(place)
    print(f"clue job at scale {scale}: {facts['total_rows']:,} rows, {facts['total_bytes'] / 1e9:.2f} GB, {facts['total_clues']:,} clues; {rounds} turns")
    print(f"  {'engine':8} {'median s':>9} {'best s':>8} {'peak MiB':>9}  {'exact':5}  all runs, s")
    for engine, done in runs.items():
        walls = [run["wall_s"] for run in done]
        peak = max(run["peak_rss_mib"] for run in done)
        exact = "yes" if all(run["exact"] for run in done) else "NO"
        print(f"  {engine:8} {statistics.median(walls):9.2f} {min(walls):8.2f} {peak:9,}  {exact:5}  {spread(walls)}")
    print_ratios(runs)
    if "youshu" in runs:
        print_phases(runs["youshu"], facts["total_bytes"])
    wrong = [f"{engine}: not exact at scale {scale}" for engine, done in runs.items() if not all(run["exact"] for run in done)]
    return {"runs": runs, "rows": facts["total_rows"], "bytes": facts["total_bytes"], "wrong": wrong}


def print_ratios(runs):
    """The faster peer of the same turn against youshu, and the peak memory against DuckDB's."""
    peers = [engine for engine in runs if engine in ("duckdb", "polars")]
    if "youshu" not in runs or not peers:
        return
    ratios = [min(runs[peer][turn]["wall_s"] for peer in peers) / run["wall_s"] for turn, run in enumerate(runs["youshu"])]
    print(f"  {statistics.median(ratios):.2f} times as fast as the faster of {' and '.join(peers)} in the same turn ({spread(ratios)}); promised at scale 1: 3")
    if "duckdb" in runs:
        mine, theirs = (max(run["peak_rss_mib"] for run in runs[engine]) for engine in ("youshu", "duckdb"))
        print(f"  peak memory {mine / theirs:.2f} of DuckDB's; promised at scale 1: under 0.5")


def print_phases(done, size):
    """Median seconds of each phase, and what the reading phases come to in GB/s."""
    names = list(dict.fromkeys(name for run in done for name, _ in run["phases"]))
    seconds = {name: statistics.median(sum(s for n, s in run["phases"] if n == name) for run in done) for name in names}
    print("  phases, median s: " + ", ".join(f"{name} {value:.2f}" for name, value in seconds.items()))
    reading = sum(value for name, value in seconds.items() if name.startswith(READING))
    if reading:
        print(f"  reading (parse, normalise, match): {size / reading / 1e9:.2f} GB/s")


def floor(data, scale, turned):
    """What hand-written C needs to split, parse and match the largest file, spread over all bytes: no engine can be faster."""
    place, program = folder(data, scale), data / "floor"
    measure.timed(["cc", "-O3", "-march=native", "-pthread", str(HERE / "clues/floor.c"), "-o", str(program)])
    warm(place)
    passes = [json.loads(line) for line in subprocess.check_output([str(program), str(place)], text=True).splitlines()]
    seconds = {each["pass"]: each["s"] for each in passes}
    facts = manifest(place)
    whole = seconds["build the register's hash table, one thread"] + seconds["split, parse and match"] * facts["total_bytes"] / facts["bytes"]["subsidies"]
    print(f"floor.c at scale {scale}: " + ", ".join(f"{name} {value:.2f} s" for name, value in seconds.items()))
    print(f"  table and matching spread over all {facts['total_bytes'] / 1e9:.2f} GB: {whole:.2f} s")
    if turned and "youshu" in turned["runs"]:
        mine = statistics.median(run["wall_s"] for run in turned["runs"]["youshu"])
        print(f"  youshu's whole job takes {mine / whole:.2f} times that")
    return {"passes": passes, "whole_s": round(whole, 3), "wrong": []}


def growth(data, scale, rounds):
    """Ten times the data against the time, in turns; 11 is what is allowed."""
    small = f"{float(scale) / 10:g}"
    walls = {each: [] for each in (small, scale)}
    wrong = []
    for each in walls:
        warm(folder(data, each))
    for _ in range(rounds):
        for each, times in walls.items():
            run = measure.run_once("youshu", folder(data, each), data / "out/growth")
            times.append(run["wall_s"])
            if not run["exact"]:
                wrong.append(f"youshu: not exact at scale {each}")
    ratio = statistics.median(walls[scale]) / max(statistics.median(walls[small]), 0.01)
    print(f"growth: scale {small} {spread(walls[small])} s, scale {scale} {spread(walls[scale])} s: {ratio:.1f} times for ten times the data; promised from 0.1 to 1: at most 11")
    return {"walls": walls, "ratio": ratio, "wrong": wrong}


def keep(data, scale):
    """The first run keeps the parsed deliveries, the second and third find every file unchanged."""
    place, kept, out = folder(data, scale), data / "kept", data / "out/keep"
    shutil.rmtree(kept, ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)
    warm(place)
    walls, wrong = [], []
    for _ in range(3):
        run, _ = measure.timed([*measure.command("youshu", place, out), "--keep", str(kept)])
        walls.append(run["wall_s"])
        if not measure.is_exact(place, out):
            wrong.append(f"youshu --keep: not exact at scale {scale}")
    size = sum(file.stat().st_size for file in kept.rglob("*") if file.is_file())
    ratio = walls[0] / max(statistics.median(walls[1:]), 0.01)
    print(f"--keep at scale {scale}: first run {walls[0]:.2f} s, again {spread(walls[1:])} s: {ratio:.1f} times as fast; {size / 1e9:.2f} GB kept; promised: 4")
    shutil.rmtree(kept, ignore_errors=True)
    return {"walls": walls, "ratio": ratio, "kept_bytes": size, "wrong": wrong}

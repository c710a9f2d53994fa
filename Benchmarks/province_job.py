"""All packs over a made-up province as departments send it: the time per byte against the clue job's, and rows of a workbook per second."""
import json
import pathlib
import statistics
import subprocess

import measure


def province(data, people):
    """A province of so many registered people, made if missing; its last file is a mark of our own."""
    place = data / f"province-{people}"
    mark = data / f"province-{people}.complete"
    if not mark.exists():
        print(f"making a province of {people:,} people …", flush=True)
        measure.timed([measure.youshu(), "synth", "--people", str(people), "--out", str(place)])
        mark.touch()
    return place


def all_packs(data, people, turned):
    """One warm-up, then the median of two runs."""
    place, out = province(data, people), data / "out/province"
    out.mkdir(parents=True, exist_ok=True)
    subprocess.run(["find", str(place), "-type", "f", "-exec", "cat", "{}", "+"], stdout=subprocess.DEVNULL, check=True)
    runs = [measure.timed([measure.youshu(), "compare", "--data", str(place), "--out", str(out), "--threads", "2"])[0] for _ in range(2)]
    wall = statistics.median(run["wall_s"] for run in runs)
    told = json.loads((out / "run.json").read_text())
    sizes = [(file, located(place, file["path"]).stat().st_size) for file in told["files"]]
    total = sum(size for _, size in sizes)
    gb18030 = sum(size for file, size in sizes if file["encoding"] == "GB18030")
    rows = sum(file["rows"] for file in told["files"])
    lost = [file["path"] for file in told["files"] if file["rows"] != file["accepted"] + file["rejected"]]
    print(f"all packs over {people:,} people: {rows:,} rows, {total / 1e9:.3f} GB ({100 * gb18030 / max(total, 1):.0f} % in GB18030), {len(told['rules'])} rules")
    print(f"  {wall:.2f} s, peak {max(run['peak_rss_mib'] for run in runs):,} MiB, {wall / (total / 1e9):.2f} s per GB")
    if turned and "youshu" in turned["runs"]:
        mine = statistics.median(run["wall_s"] for run in turned["runs"]["youshu"]) / (turned["bytes"] / 1e9)
        print(f"  {wall / (total / 1e9) / mine:.2f} times the clue job's {mine:.2f} s per GB; promised at scale 1 and 6,340,000 people: at most 2")
    print("  phases, s: " + ", ".join(f"{phase['name']} {phase['seconds']:.2f}" for phase in told["phases"]))
    workbook = workbook_rate(place, sizes)
    return {"runs": runs, "rows": rows, "bytes": total, "gb18030": gb18030, "workbook": workbook,
            "wrong": [f"{path}: rows are not accepted + rejected" for path in lost]}


def located(place, path):
    """A file of run.json, whether its path is told from the data folder or from where the command ran."""
    return place / path if (place / path).exists() else pathlib.Path(path)


def workbook_rate(place, sizes):
    """The largest workbook through `youshu inspect`, which reads every cell of it."""
    books = [(size, file) for file, size in sizes if file["path"].endswith(".xlsx")]
    if not books:
        print("  no workbook among the files")
        return None
    size, file = max(books, key=lambda book: book[0])
    walls = [measure.timed([measure.youshu(), "inspect", str(located(place, file["path"]))])[0]["wall_s"] for _ in range(2)]
    rate = file["rows"] / max(min(walls), 0.01)
    print(f"  workbook {file['path']}: {file['rows']:,} rows, {size / 1e6:.1f} MB, inspected in {min(walls):.2f} s: {rate:,.0f} rows per second")
    return {"path": file["path"], "rows": file["rows"], "bytes": size, "walls": walls}

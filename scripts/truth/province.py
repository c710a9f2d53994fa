"""A province made by `youshu synth`, compared by `youshu compare`, and read back."""
import csv
import json
import pathlib
import shutil
import subprocess
import time


class Province:
    """What was planted in a province, who is just inside a limit in it, and what the comparison said."""

    def __init__(self, truth, report):
        self.planted = _rows(truth / "planted.csv")
        self.near_misses = _rows(truth / "near_misses.csv")
        self.files = _rows(truth / "files.csv")
        self.clues = _rows(report / "clues.csv")
        self.run = json.loads((report / "run.json").read_text())
        # `<authority>/<scheme>/<rule>`, as the truth names rules; clues name the rule alone, which is unique.
        self.rules = {f"{rule['pack']}/{rule['id']}": rule for rule in self.run["rules"]}

    @classmethod
    def made(cls, youshu, scratch, people, seed, clean, areas=None, day=None):
        """Makes, compares and reads one, and removes its files: a large one takes gigabytes."""
        folder = pathlib.Path(scratch) / ("clean" if clean else "planted")
        shutil.rmtree(folder, ignore_errors=True)
        data, report = folder / "data", folder / "report"
        started = time.monotonic()
        make = [youshu, "synth", "--people", str(people), "--seed", str(seed), "--out", str(data), "--json"]
        _run(make + (["--clean"] if clean else []) + (["--areas", areas] if areas else []) + (["--as-of", day] if day else []))
        made = time.monotonic()
        _run([youshu, "compare", "--data", str(data), "--out", str(report), "--no-workbooks", "--json"])
        compared = time.monotonic()
        province = cls(data / "truth", report)
        totals = province.run["totals"]
        print(
            f"{'clean' if clean else 'planted'}: {totals['persons']:,} people, {totals['villages']:,} villages, {totals['rows']:,} rows, "
            f"{totals['clues']:,} clues; made in {made - started:.1f} s, compared in {compared - made:.1f} s",
            flush=True,
        )
        shutil.rmtree(folder)
        return province

    def decided(self, rule):
        """Subjects a rule gave an answer about; what it could not decide is none."""
        found = self.rules.get(rule, {})
        return found.get("subjects", 0) - found.get("undecided", 0)

    def near_miss_cases(self, rule):
        """Cases, not households: some cases take several."""
        return sum(1 for miss in self.near_misses if miss["rule"] == rule and miss["seat"] == "0")


def _run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\nended with {done.returncode}: {done.stderr.strip()}")


def _rows(path):
    with open(path, newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))

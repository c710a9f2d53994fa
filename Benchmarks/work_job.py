"""What is promised of the speed of work on clues: the comparison over the database, trying a rule, asking again after a change, figures of any place,
lists of a million clues, and 200 officers at once; on SQLite and on PostgreSQL.

A made-up province is loaded by `youshu demo` through the doors that offices use, compared once more over HTTP and, beside it, as files by
`youshu compare`. Then the installation gets clues and accounts as after years of work (`work/loading.py`), and officers work (`work/officers.py`).
"""
import json
import os
import pathlib
import random
import shutil
import statistics
import time
import urllib.parse
import uuid

import databases
import measure
import platform_job
import province_job
from serving import Officer, Server, ticks
from work import loading
from work import officers as crowd

RULE, PARAMETERS = "income-below-monitoring-line", ("monitoring_line",)
#: Corrections of one person's sex: the rule that holds it against the ID number speaks up, and falls silent again.
ASKED_AGAIN, CHANGES = "sex-differs-from-id", 10
#: Requests of one address.
TIMES = 21


def work(data, people, wanted, clues, seconds):
    """One table for each database; what was not right stands under `wrong`."""
    place = province_job.province(data, people)
    files = compared(data, place)
    print(f"work: a province of {people:,} people; {clues:,} clues; the load generator shares the two cores")
    results, wrong = {}, []
    for database in wanted:
        with databases.place_of(database, data) as where:
            if where is None:
                print(f"  {database} is not installed: not measured")
                continue
            figures = measured(place, data / f"work-{database}", where, clues, seconds)
        figures["files_s"], figures["ratio"] = files, figures["run_s"] / files
        wrong += [f"{database}: {what}" for what in figures.pop("wrong")[:10]]
        results[database] = figures
        shutil.rmtree(data / f"work-{database}")
    table(results, people)
    return {"people": people, "clues": clues, "databases": results, "wrong": wrong}


def compared(data, place):
    """Seconds of the file command over the same province: the median of two, after one that warms the page cache."""
    out = data / "out/work"
    out.mkdir(parents=True, exist_ok=True)
    runs = [measure.timed([measure.youshu(), "compare", "--data", str(place), "--out", str(out), "--threads", "2"])[0] for _ in range(3)]
    return statistics.median(run["wall_s"] for run in runs[1:])


def measured(place, folder, where, clues, seconds):
    shutil.rmtree(folder, ignore_errors=True)
    figures = {"load_before": os.getloadavg()[0], "wrong": []}
    options = [] if where == "sqlite" else ["--database", where]
    began = time.perf_counter()
    told = json.loads(platform_job.demonstrated(place, folder, options))
    figures["demo_s"] = time.perf_counter() - began
    with Site(where, folder) as site:
        with Server(folder, options) as server:
            figures["first_figures_s"] = counted(Officer(server, told, "province-office"))
            a_run(server, told, place, site, figures)
            a_trial(server, told, figures)
            asked_again(server, told, site, figures)
            figures["run_mib"] = server.peak()
        households = site.number("SELECT COUNT(*) FROM households")
        rules = [int(row[0]) for row in site.asked("SELECT DISTINCT r.id FROM clue_rules r JOIN clue_forms f ON f.rule = r.id")]
        accounts = loading.officers(where, folder, told, [row[0] for row in site.asked("SELECT DISTINCT region FROM clues WHERE subject = 'household'")])
        loading.clues(where, folder, clues, rules, households, accounts)
        figures["clues"] = site.number("SELECT COUNT(*) FROM clues")
        with Server(folder, options) as server:
            places = site.asked("SELECT id FROM regions ORDER BY id")
            drilled(server, told, [row[0] for row in places], figures)
            listed(server, told, figures)
            a_day(server, accounts, seconds, figures)
            figures["server_mib"] = server.peak()
    figures["load_after"] = os.getloadavg()[0]
    return figures


class Site(databases.Questions):
    """The database of an installation, asked from outside."""

    def number(self, sql):
        return int(self.asked(sql)[0][0])


def sent(officer, path, fields, page="/clues"):
    """A program's request with the session of a person; its answer."""
    if not hasattr(officer, "csrf"):
        officer.csrf = officer.token(page)
    headers = {"Cookie": officer.cookie, "Origin": f"http://{officer.host}", "Content-Type": "application/json", "X-CSRF-Token": officer.csrf,
               "Idempotency-Key": str(uuid.uuid4())}
    officer.connection.request("POST", path, json.dumps(fields), headers)
    answer = officer.connection.getresponse()
    said = json.loads(answer.read())
    if answer.status != 200:
        raise measure.Failed(f"{path} answered {answer.status}: {said}")
    return said["data"]


def waited(what, seconds, found):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := found():
            return answer
        time.sleep(0.005)
    raise measure.Failed(f"{what} did not happen within {seconds} s")


def counted(officer):
    """Seconds until a server that was just started has counted all figures, which takes both cores: what comes then is measured in the midst of a day."""
    started = time.perf_counter()
    waited("the first figures", 600, lambda: officer.get("/picture").status == 200)
    return time.perf_counter() - started


def a_run(server, told, place, site, figures):
    """The comparison of the whole province; over the same data it opens nothing."""
    officer = Officer(server, told, "province-office")
    day = next(line.split()[1] for line in pathlib.Path(place, "province.yaml").read_text().splitlines() if line.startswith("as_of"))
    before = site.number("SELECT COUNT(*) FROM clue_steps")
    run = sent(officer, "/api/v1/runs", {"as_of": day}, "/runs")
    state, started, ended, found, phases = waited("the run's end", 3600, lambda: next(iter(site.asked(
        "SELECT state, started_ms, ended_ms, clues, phases FROM comparison_runs WHERE state IN ('done', 'failed')"
        f" AND id = {run}")), None))
    figures["run_s"], figures["found"] = (int(ended) - int(started)) / 1000, int(found)
    figures["phases"] = {phase["name"]: phase["milliseconds"] / 1000 for phase in json.loads(phases)}
    if state != "done" or site.number("SELECT COUNT(*) FROM clue_steps") != before:
        figures["wrong"].append(f"the run is {state}; the steps were {before} before a run over the same data")


def a_trial(server, told, figures):
    """A rule tried with other values, in the tables that the run has left in memory."""
    officer = Officer(server, told, "province-office")
    times = []
    for value in range(7_000, 9_000, 2_000 // TIMES):
        settings = urllib.parse.quote(";".join(f"{name}={value}" for name in PARAMETERS))
        path, started = f"/api/v1/rules/{RULE}/try?set={settings}", time.perf_counter()
        answer = officer.get(path)
        times.append(time.perf_counter() - started)
        if answer.status != 200 or not json.loads(answer.text)["data"].get("has_result"):
            # Whatever the run left is read anew by the first who asks.
            if len(times) > 1:
                figures["wrong"].append(f"{path} answered {answer.status} without a result: {answer.text[:200]}")
            waited("the tables for trying", 600, lambda: json.loads(officer.get(path).text)["data"].get("has_result"))
            times.clear()
    figures["trial_s"] = max(times)


def asked_again(server, told, site, figures):
    """From the answer to a correction to the clue that it opens or closes."""
    officer = Officer(server, told, "county-office")
    county = next(account for account in told["accounts"] if account["role"] == "county-office")["region"][:6]
    people = site.asked(
        "SELECT i.household, i.person, m.sex FROM people_index i JOIN members m ON m.person = i.person AND m.valid_until IS NULL AND m.known_until_ms"
        f" IS NULL WHERE i.region BETWEEN {county}000000 AND {county}999999 AND m.relation = 'head' AND m.sex IN ('male', 'female') AND NOT EXISTS (SELECT 1 FROM clues c"
        f" WHERE c.person = i.person) ORDER BY i.person LIMIT {CHANGES}")
    times = []
    for household, person, sex in people:
        for value in ("female" if sex == "male" else "male", sex):
            steps = f"SELECT MAX(s.id) FROM clue_steps s JOIN clues c ON c.id = s.clue WHERE c.person = {person}"
            last = site.asked(steps)[0][0]
            fields = {"about": "member", "person": int(person), "field": "sex", "value": value, "reason": "录入错误", "evidence": "身份证"}
            sent(officer, f"/api/v1/households/{household}/corrections", fields)
            started = time.perf_counter()
            waited(f"a clue of person {person} after a correction", 30, lambda: site.asked(steps)[0][0] != last)
            times.append(time.perf_counter() - started)
    figures["again_s"], figures["again_median_s"] = max(times), statistics.median(times)


def timed(officer, path):
    """Seconds of each of some requests, the first two of which are not counted, and the status of the last."""
    times = []
    for _ in range(TIMES + 2):
        started = time.perf_counter()
        status = officer.get(path).status
        times.append(time.perf_counter() - started)
    return times[2:], status


def drilled(server, told, places, figures):
    """Every page of figures for places of every level, from the province to a village."""
    officer = Officer(server, told, "province-office")
    chance = random.Random(1)
    chosen = []
    for zeros, unit in ((10, 12), (8, 10), (6, 8), (3, 6), (0, 3)):
        level = [place for place in places if place.endswith("0" * zeros) and not place.endswith("0" * unit)]
        chosen += chance.sample(level, min(6, len(level)))
    counted(officer)
    tables = sorted(find(json.loads(officer.get("/api/v1/tables").text), "/tables/"))
    pages = ["/picture", "/screen", "/figures", "/supervision", "/bulletin", "/clues/progress", *(f"/tables/{table}" for table in tables)]
    worst = {}
    for page in pages:
        for place in chosen:
            path = f"{page}?region={place}"
            times = []
            for _ in range(4):
                began = time.perf_counter()
                status = officer.get(path).status
                times.append(time.perf_counter() - began)
            if status != 200:
                figures["wrong"].append(f"{path} answered {status}")
            # The second of four: the first may be the first of its kind.
            worst[page] = max(worst.get(page, 0), sorted(times)[-2])
    figures["drill_ms"] = max(worst.values()) * 1000
    figures["drill_pages"] = {page: round(seconds * 1000) for page, seconds in worst.items()}


def find(value, beginning):
    """What follows the beginning of addresses, anywhere in an answer."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return {found for each in value for found in find(each, beginning)}
    if isinstance(value, str) and value.startswith(beginning):
        return {value.removeprefix(beginning).split("?")[0].split("/")[0]}
    return set()


def listed(server, told, figures):
    """The list of clues under every value of every filter it offers, alone and together, as the province sees it; and a page further on."""
    officer = Officer(server, told, "province-office")
    data = json.loads(officer.get("/api/v1/clues?state=all").text)["data"]
    queries = ["", "late=yes", "explanation=lent_name", f"state=all&after={data['next']}"]
    for each in data["filters"]:
        values = [option["value"] for option in each["options"]]
        queries += [f"{each['name']}={value}" for value in (values if len(values) < 20 else values[:: len(values) // 8])]
    rules = [option["value"] for each in data["filters"] if each["name"] == "rule" for option in each["options"]]
    queries += [f"rule={rules[0]}&state=closed", "outcome=veto&state=all", "outcome=veto&state=created", "outcome=warning&late=yes",
                "verdict=confirmed&state=closed", f"rule={rules[-1]}&state=all&verdict=notConfirmed"]
    slow = {}
    for query in queries:
        times, status = timed(officer, f"/clues?{query}")
        slow[query or "(none)"] = platform_job.p95(times)
        if status != 200:
            figures["wrong"].append(f"/clues?{query} answered {status}")
    worst = max(slow, key=slow.get)
    figures["list_ms"], figures["list_worst"], figures["list_filters"] = slow[worst], worst, len(slow)
    figures["list_median_ms"] = statistics.median(slow.values())
    figures["list_slow"] = {query: round(spent) for query, spent in sorted(slow.items(), key=lambda pair: -pair[1])[:5]}


BOARDS = [("progress", "/clues/progress"), ("precision", "/clues/precision"), ("figures", "/figures"), ("picture", "/picture"), ("home", "/")]


def a_day(server, accounts, seconds, figures):
    """200 officers at once; every answer counts."""
    one = Officer(server, {"accounts": accounts}, "province-office")
    boards = [board for board in BOARDS if one.get(board[1]).status == 200]
    times, wrong, figures["server_cores"] = crowd.worked(server.host, accounts, boards, seconds, lambda: ticks(server.process.pid))
    every = [spent for kind in times.values() for spent in kind]
    figures["officers"], figures["answers"] = len(accounts), len(every)
    figures["answers_per_s"] = len(every) / seconds
    figures["officers_ms"] = platform_job.p95(every)
    figures["officers_worst_ms"] = max(every) * 1000
    figures["kinds"] = {kind: [len(spent), round(platform_job.p95(spent))] for kind, spent in sorted(times.items())}
    figures["errors"] = len(wrong)
    figures["wrong"] += wrong


#: Title, key, form, promise, and from how many people on it is promised (0: of any size).
LINES = [
    ("run over the database, s", "run_s", "{:.1f}", None, 0),
    ("  the same province as files, youshu compare, s", "files_s", "{:.1f}", None, 0),
    ("  times the files", "ratio", "{:.2f}", 1.5, 1_000_000),
    ("a rule tried with another value, longest, s", "trial_s", "{:.2f}", 2, 6_340_000),
    ("asked again after one change, longest, s", "again_s", "{:.2f}", 1, 0),
    ("  median, s", "again_median_s", "{:.2f}", None, 0),
    ("figures of any place, longest, ms", "drill_ms", "{:.0f}", 200, 1_000_000),
    ("  all counted after a new start, s", "first_figures_s", "{:.2f}", None, 0),
    ("clues in the list", "clues", "{:,}", None, 0),
    ("list under its slowest filter, p95 ms", "list_ms", "{:.0f}", 300, 0),
    ("  median of all filters' p95, ms", "list_median_ms", "{:.0f}", None, 0),
    ("officers at once", "officers", "{:,}", None, 0),
    ("  answers per second", "answers_per_s", "{:.1f}", None, 0),
    ("  p95 of all answers, ms", "officers_ms", "{:.0f}", 150, 0),
    ("  longest, ms", "officers_worst_ms", "{:.0f}", None, 0),
    ("  errors", "errors", "{:,}", 0, 0),
    ("  cores the server took", "server_cores", "{:.2f}", None, 0),
    ("peak memory: run; after, MiB", "run_mib", "{:,}", None, 0),
    ("", "server_mib", "{:,}", None, 0),
    ("load average before; after", "load_before", "{:.1f}", None, 0),
    ("", "load_after", "{:.1f}", None, 0),
]


def verdict(figures, key, promised, people, size):
    """Whether a promise is held; one of larger sizes is only told."""
    if promised is None or key not in figures:
        return ""
    held = "held" if figures[key] <= promised else "NOT HELD"
    return held if people >= size else f"{held}, promised at {size:,}"


def table(results, people):
    print(f"  {'':48} {'promised':>10} " + " ".join(f"{name:>12} {'':28}" for name in results))
    for title, key, form, promised, size in LINES:
        cells = [f"{form.format(figures[key]) if key in figures else '-':>12} {verdict(figures, key, promised, people, size):28}"
                 for figures in results.values()]
        print(f"  {title:48} {'' if promised is None else f'≤ {promised}':>10} " + " ".join(cells))
    for name, figures in results.items():
        print(f"  {name}: phases of the run, s: " + ", ".join(f"{phase} {spent:.1f}" for phase, spent in figures["phases"].items()))
        print(f"  {name}: slowest filters, p95 ms: " + ", ".join(f"{query} {spent}" for query, spent in figures["list_slow"].items())
              + f"; of {figures['list_filters']} looked at")
        print(f"  {name}: pages of figures, longest ms: " + ", ".join(f"{page} {spent}" for page, spent in figures["drill_pages"].items()))
        print(f"  {name}: officers' answers (how many, p95 ms): " + ", ".join(f"{kind} {count} {spent}" for kind, (count, spent) in figures["kinds"].items()))

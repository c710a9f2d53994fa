"""A loaded installation to do harm to, and the office that works with it."""

import os
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests/JourneyTests"))

import house  # noqa: E402

from faults import spreadsheets  # noqa: E402
from faults.books import SQLite, idle  # noqa: E402
from faults.office import Office  # noqa: E402

PEOPLE = int(os.environ.get("YOUSHU_JOURNEY_PEOPLE", "3000"))
# Of the department's file.
ROWS = 2000
SOURCE = "civil-affairs/minimum-living-allowance"


def installation(folder):
    """Made up and loaded, to be spoilt."""
    return house.made(pathlib.Path(folder, "loaded"), PEOPLE)


def installation_on(postgres, folder):
    """The same on PostgreSQL."""
    province, data = pathlib.Path(folder, "province"), pathlib.Path(folder, "data")
    house.youshu("synth", "--people", PEOPLE, "--out", province)
    house.add_village(province / "regions.csv")
    told = house.youshu("demo", "--province", province, "--data", data, "--database", postgres.url, "--json", env=house.earlier(folder))
    return house.Installation(data, house.json.loads(told)["accounts"])


class Place:
    """The installation with what its books said before any harm was done."""

    def __init__(self, loaded, database=None, *options):
        self.folder = loaded.folder
        self.options = options
        self.server = None
        self.database = database or SQLite(loaded.folder / "youshu.sqlite")
        self.people_before = int(self.database.rows("SELECT COUNT(*) FROM people_index")[0][0])
        county = loaded.account("county-office", "county")["region"]
        within = f"v.region / 1000000 = {int(county) // 1_000_000}"
        rows = self.database.rows(
            f"SELECT h.id, MIN(v.region) FROM households h JOIN household_versions v ON v.household = h.id"
            f" WHERE {within} GROUP BY h.id ORDER BY h.id LIMIT 400")
        self.village = rows[0][1]
        self.office = Office(loaded, SOURCE, spreadsheets.allowances(ROWS), [int(row[0]) for row in rows], self.village)

    def served(self):
        self.server = house.Server(self.folder, "--unlimited", "--second-factor", "nobody", *self.options)
        return self.server

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.server and self.server.process.poll() is None:
            self.server.process.kill()
            self.server.process.wait()

    def wait_until_idle(self, seconds=120):
        house.wait_until(lambda: idle(self.database), seconds, "the end of all jobs")

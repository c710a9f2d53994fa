"""The county tries a rule with another threshold, puts it in force by two people and compares; a small delivery changes clues with nobody asking."""

import csv
import io
import re
import sqlite3
import uuid

import browser
from house import wait_until
from people import Client, sign_in

RULE, PARAMETER, VALUE = "income-below-monitoring-line", "monitoring_line", "30000"
CARS = "hebei-car-or-van"
COUNTY = 990121


def test_a_threshold_is_tried_put_in_force_and_compared(server):
    with browser.opened(server.address, "comparison") as county:
        sign_in(county, server.installation.account("county-office", "county"))
        more = when_another_threshold_is_tried(county)
        when_it_is_proposed(county)
    with browser.opened(server.address, "comparison-approval") as city:
        sign_in(city, server.installation.account("city-office", "city"))
        when_somebody_else_approves(city)
    with browser.opened(server.address, "comparison") as county:
        sign_in(county, server.installation.account("county-office", "county"))
        before = found_by(county, RULE)
        run = when_the_county_compares(county)
        then_the_run_tells_its_steps(county, run)
        assert found_by(county, RULE) > before and more > 0
        when_the_new_clues_are_given_out(county)


def when_another_threshold_is_tried(county):
    """Gives how many more would appear; the county's own figures, from its own reading or from the province's."""
    county.goto(f"/rules/{RULE}")
    county.page.get_by_role("link", name="换参数试算").click()
    county.page.locator(f"#f-{PARAMETER}").fill(VALUE)
    county.page.get_by_role("button", name="试算").click()
    county.page.wait_for_url(re.compile(r"\?set="))
    # As long as the register is being read, the page looks again by itself.
    county.page.locator("section[aria-labelledby=h-who]").wait_for(timeout=60_000)
    county.look("1-tried")
    return int(re.search(r"会多出 ([\d,]+) 条", county.page.locator("h1").inner_text()).group(1).replace(",", ""))


def when_it_is_proposed(county):
    county.goto(f"/rules/{RULE}")
    form = county.page.locator("form[action$='/proposals']")
    form.locator("[name=parameter]").select_option(PARAMETER)
    form.locator("[name=value]").fill(VALUE)
    form.locator("[name=reference]").fill("县农村工作领导小组会议纪要")
    form.locator("[name=reason]").fill("本县监测线调整")
    form.locator("[type=submit]").click()
    county.page.wait_for_url(re.compile("/proposals"))
    county.look("2-proposed")
    assert county.page.locator("button[value=approve]").count() == 0, "nobody approves what they proposed"


def when_somebody_else_approves(city):
    city.goto("/proposals")
    city.page.locator("button[value=approve]").first.click()
    city.page.wait_for_load_state()
    city.look("3-approved")
    assert city.page.locator("button[value=approve]").count() == 0


def found_by(county, rule):
    county.goto(f"/clues?rule={rule}")
    told = county.page.locator("tbody tr").count()
    return told


def when_the_county_compares(county):
    county.goto("/runs")
    county.page.locator("form[action='/runs'] [type=submit]").click()
    county.page.wait_for_url(re.compile(r"/runs/\d+"))
    address = re.sub(r"\?.*$", "", county.page.url.removeprefix(county.address))
    def ended():
        county.goto(address)
        return county.page.get_by_text("完成", exact=True).count() > 0
    wait_until(ended, what="the comparison")
    county.look("4-compared")
    return address


def then_the_run_tells_its_steps(county, run):
    steps = county.page.locator("section[aria-label='各步用时'] th[scope=row]").all_text_contents()
    assert "读名册" in steps and not any(re.match("[a-z ]+$", step) for step in steps)


def when_the_new_clues_are_given_out(county):
    county.goto("/clues?state=created")
    county.page.get_by_role("button", name=re.compile("全部派发")).click()
    county.page.wait_for_url(re.compile(r"/tasks\?whose=all&batch=\d+"))
    county.look("5-given-out")


def test_a_small_delivery_closes_one_clue_and_opens_another(loaded, server, tmp_path):
    base = sqlite3.connect(server.installation.folder / "youshu.sqlite")
    runs = base.execute("SELECT count(*) FROM comparison_runs").fetchone()[0]
    folder = loaded.folder.parent / "province" / "received"
    sold, buyer, path = given_a_list_of_vehicles_with_one_sold(base, folder, tmp_path / "机动车_2025-07.csv")
    officer = Client(server.address, server.installation.account("department-officer", department="public-security"))
    office = server.installation.account("county-office", "county")
    delivery = when_it_is_delivered(officer, path)
    wait_until(lambda: is_checked(base, delivery), what="the reading of the delivery")
    with browser.opened(server.address, "comparison-delivery") as county:
        sign_in(county, office)
        county.goto(f"/deliveries/{delivery}")
        county.page.locator("form[action$='/accept'] button").click()
        county.page.wait_for_load_state()
        county.look("1-accepted")
    wait_until(lambda: state_of(base, sold) == ["closed"], what="the clue of the car that was sold")
    wait_until(lambda: "created" in state_of(base, buyer), what="the clue of the car that was bought")
    assert base.execute("SELECT count(*) FROM comparison_runs").fetchone()[0] == runs, "nobody compared"


def given_a_list_of_vehicles_with_one_sold(base, folder, path):
    """The province's vehicles, without those of a household that has a clue because of one, and with one of a household that had none."""
    lines = table(next((folder / "public-security").glob("vehicles_*.csv")))
    people = table(next((folder / "register").glob("persons_*.csv")))
    homes = table(next((folder / "register").glob("households_*.csv")))
    number = {row["户编号"]: row["村代码"] for row in homes}
    ids = {}
    for row in people:
        ids.setdefault(row["户编号"], []).append(row["证件号码"])
    owners = {row["身份证号码"] for row in lines}
    sold = base.execute(
        "SELECT h.number FROM clues c JOIN clue_rules r ON r.id = c.rule JOIN households h ON h.id = c.household "
        f"WHERE r.rule = ? AND c.state = 'created' AND c.region / 1000000 = {COUNTY} ORDER BY h.number LIMIT 1", (CARS,)).fetchone()[0]
    buyer = next(
        home for home in ids if number.get(home, "").startswith(str(COUNTY)) and not owners & set(ids[home]) and len(ids[home][0]) == 18
        and base.execute("SELECT 1 FROM households WHERE number = ?", (home,)).fetchone())
    kept = [row for row in lines if row["身份证号码"] not in ids[str(sold)]]
    bought = {**kept[0], "身份证号码": ids[buyer][0], "车型": "小型轿车", "状态": "在用", "登记日期": "20120101", "取得日期": "20120101"}
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(kept[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows([*kept, bought])
    path.write_bytes(text.getvalue().encode("gb18030"))
    return sold, int(buyer), path


def table(path):
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return list(csv.DictReader(io.StringIO(raw.decode(encoding))))
        except UnicodeDecodeError:
            continue
    raise AssertionError(path)


def when_it_is_delivered(officer, path):
    answer = officer.session.post(
        officer.address + "/deliveries", allow_redirects=False, timeout=60,
        data={"csrf": officer.token("/deliveries/new"), "client": str(uuid.uuid4()), "source": "vehicles", "period": "2025-07"},
        files={"file": (path.name, path.read_bytes(), "text/csv")})
    assert answer.status_code == 303, answer.text[:2000]
    return int(re.search(r"/deliveries/(\d+)", answer.headers["Location"]).group(1))


def is_checked(base, delivery):
    return base.execute("SELECT state FROM deliveries WHERE id = ?", (delivery,)).fetchone()[0] == "checked"


def state_of(base, household):
    """Of the household's clues about cars."""
    return [row[0] for row in base.execute(
        "SELECT c.state FROM clues c JOIN clue_rules r ON r.id = c.rule JOIN households h ON h.id = c.household WHERE r.rule = ? AND h.number = ?",
        (CARS, household))]

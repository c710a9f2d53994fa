"""The province goes down its map to one village's list of households and takes it away; a map of regions comes in, with what could not be taken listed."""

import csv
import io
import json
import re

import house
from people import Client, sign_in

#: The made-up province is drawn with a square of nowhere and one without an end beside a good one.
SQUARE = [[[150, 20], [151, 20], [151, 21], [150, 21], [150, 20]]]


def test_the_province_drills_down_to_a_village_and_exports_its_list(server, window):
    sign_in(window, server.installation.account("province-office"))
    given_the_picture_of_the_province(window)
    count = when_the_map_is_pressed_down_to_a_village(window)
    then_the_list_has_as_many_households(window, count)
    then_the_export_has_them_all(window, count)
    then_every_number_of_the_picture_is_the_length_of_its_list(server)


def given_the_picture_of_the_province(window):
    window.goto("/picture?figure=exited")
    window.page.locator("svg.map path").first.wait_for()
    window.look("1-province")
    assert len(window.page.content().encode()) < 150_000


def when_the_map_is_pressed_down_to_a_village(window):
    """Presses the first place of each map until its places are villages; the number that the table says of the first one."""
    for step, below in enumerate(["县（市、区）排名", "乡镇排名", "村排名"], 2):
        window.page.locator(".picture-table tbody th a").first.wait_for()
        name = window.page.locator(".picture-table tbody th a").first.inner_text()
        window.page.locator(f"svg.map a[aria-label^='{name}，']").focus()
        window.page.keyboard.press("Enter")
        window.page.get_by_role("heading", name=below).wait_for()
        window.check_barriers()
    window.look("2-township")
    row = window.page.locator(".picture-table tbody tr").first
    count = int(row.locator("td.r a").first.inner_text().replace(",", ""))
    village = row.locator("th a").inner_text()
    window.page.locator(f"svg.map a[aria-label^='{village}，']").focus()
    window.page.keyboard.press("Enter")
    window.page.wait_for_url(re.compile(r"/households\?status=exited.*region=\d{12}"))
    return count


def then_the_list_has_as_many_households(window, count):
    title = window.page.locator("h1").inner_text()
    assert re.search(rf"(?<!\d){count:,}(?!\d)", title), f"{title} is not {count}"
    window.look("3-village")


def then_the_export_has_them_all(window, count):
    with window.page.expect_download() as taken:
        window.page.get_by_role("button", name="导出").click()
    rows = list(csv.reader(io.StringIO(taken.value.path().read_text("utf-8-sig"))))
    assert len(rows) - 1 == count


def then_every_number_of_the_picture_is_the_length_of_its_list(server):
    client = Client(server.address, server.installation.account("county-office"))
    page = client.get("/api/v1/picture").json()["data"]
    numbers = [line[name] for line in page["ranking"]["lines"] for name in ("count", "whole") if name in line] + [key["value"] for key in page["keys"]]
    numbers += [bar["value"] for name in ("risks", "kinds", "clues") for bar in page[name]]
    followed = 0
    for number in filter(lambda number: number and number.get("link"), numbers):
        listed = client.get("/api/v1" + number["link"]).json()["data"]["count"]
        assert int(str(listed).replace(",", "")) == number["count"], number
        followed += 1
    assert followed > 8


def test_a_map_comes_in_and_what_could_not_be_taken_is_listed(server, window, tmp_path):
    sign_in(window, server.installation.account("province-office"))
    feature = lambda code, ring: {"type": "Feature", "properties": {"adcode": code}, "geometry": {"type": "Polygon", "coordinates": ring}}
    features = [feature("990121", SQUARE), feature(990199, SQUARE), feature("110000", SQUARE), feature("990122", [SQUARE[0][:-1]]), feature("省界", SQUARE)]
    file = tmp_path / "县界.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    window.goto("/map")
    window.look("5-maps")
    window.page.locator("input[type=file]").set_input_files(str(file))
    window.page.locator("main [type=submit]").click()
    window.page.wait_for_url(re.compile(r"/map/imports/\d+$"))
    window.says("县界.geojson：画出 1 个，没收 4 个")
    for why in ("区划清单里没有这个代码", "不在你的辖区", "第 1 个环没有闭合", "“省界”不是区划代码"):
        window.says(why)
    window.look("4-map-import")


def test_a_map_comes_in_by_the_command_line(loaded, tmp_path):
    installation = loaded.copy(tmp_path / "data")
    file = loaded.folder.parent / "province" / "map.geojson"
    told = json.loads(house.youshu("map", "import", file, "--data", installation.folder, "--region", "99", "--json"))
    # The demonstration took the same file already.
    assert told["features"] == told["unchanged"] > 10 and told["drawn"] == told["rejected"] == 0

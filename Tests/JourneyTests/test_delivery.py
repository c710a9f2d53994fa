"""A department's officer delivers a file with mistakes, learns which, mends them in the correction file and delivers that; the county accepts."""

import csv
import io
import re

from house import wait_until
from people import sign_in, sign_out

ROWS = 100
# Row of the file (the first is 0) → column and what stands there instead. Less than the share above which a delivery is sent back whole.
MISTAKES = {1: ("月保障金额", "二百三十"), 40: ("身份证号", ""), 70: ("保障起始日期", "2019年13月45日"), 99: ("保障类别", "戊类")}
REASONS = {"金额不是数字", "必填的列为空", "不是日期", "不在代码表里"}
PERIOD = "2025-07"


def test_a_delivery_is_mended_and_accepted(loaded, server, window, tmp_path):
    whole = given_a_months_allowances(loaded)
    broken = given_the_same_with_mistakes(whole, tmp_path / "低保_2025-07.csv")
    sign_in(window, server.installation.account("department-officer", department="civil-affairs"))
    first = when_it_is_delivered(window, broken, "1-deliver")
    then_every_row_is_accounted_for(window, rows=ROWS, rejected=len(MISTAKES))
    then_the_reasons_are_told(window)
    correction = when_the_correction_file_is_fetched(window, first, tmp_path)
    then_it_holds_the_rejected_rows_as_they_came(correction, broken)
    mended = when_its_rows_are_mended(correction, whole, tmp_path / "低保_2025-07_更正.csv")
    second = when_it_is_delivered(window, mended, "4-deliver-again")
    then_every_row_is_accounted_for(window, rows=len(MISTAKES), rejected=0)
    window.look("5-mended")
    sign_out(window)
    sign_in(window, server.installation.account("county-office"))
    when_the_county_accepts(window, first)
    when_the_county_accepts(window, second)
    then_nothing_of_the_first_is_open(window, first)


def given_a_months_allowances(loaded):
    """The made-up county's list of June, its first rows, as lists of cells: a line above, the header, rows."""
    received = loaded.folder.parent / "province" / "received" / "civil-affairs"
    raw = next(received.glob("minimum_living_allowance_*.csv")).read_bytes()
    return list(csv.reader(io.StringIO(raw.decode("gb18030"))))[1 : ROWS + 2]


def written(path, lines):
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    path.write_bytes(text.getvalue().encode("gb18030"))
    return path


def given_the_same_with_mistakes(whole, path):
    lines = [list(line) for line in whole]
    for row, (column, text) in MISTAKES.items():
        lines[row + 1][lines[0].index(column)] = text
    return written(path, lines)


def when_it_is_delivered(window, path, picture):
    """By the form; waits until its rows are read and gives the delivery's address."""
    page = window.page
    window.goto("/deliveries/new")
    page.locator("[name=source]").select_option("minimum_living_allowance")
    page.locator("[name=period]").fill(PERIOD)
    page.locator("[name=file]").set_input_files(path)
    window.look(picture)
    page.locator("main form [type=submit]").click()
    page.wait_for_url(re.compile(r"/deliveries/\d+"))
    address = re.sub(r"\?.*$", "", page.url.removeprefix(window.address))
    wait_until(lambda: window.goto(address) and is_read(page, address), what="the reading of " + address)
    return address


def is_read(page, address):
    """While a worker reads, the page offers to look again, and has no balance yet."""
    return page.locator(f".head-acts a[href='{address}']").count() == 0 and page.locator(".figs .fig-main").count() >= 3


def figures(page):
    return [int(text.replace(",", "").rstrip("行 \n")) for text in page.locator(".figs .fig-main dd:not(.sub)").all_inner_texts()]


def then_every_row_is_accounted_for(window, rows, rejected):
    shown = figures(window.page)
    assert shown[:3] == [rows, rows - rejected, rejected]
    assert shown[0] == shown[1] + shown[2]


def then_the_reasons_are_told(window):
    page = window.page
    assert {text.strip() for text in page.locator("section[aria-labelledby=h-why] tbody th").all_inner_texts()} == REASONS
    window.look("2-reasons")
    page.locator(".figs a[href$='/rejects']").click()
    page.wait_for_url(re.compile("/rejects"))
    lines = [int(text.replace(",", "").strip("第行 ")) for text in page.locator("tbody th").all_inner_texts()]
    assert lines == [row + 2 for row in sorted(MISTAKES)], "a line as a spreadsheet counts, the header being the first"
    assert "二百三十" not in page.locator("main").inner_text(), "an amount of a person is masked"
    window.look("3-rejected-rows")


def when_the_correction_file_is_fetched(window, delivery, folder):
    window.goto(delivery)
    with window.page.expect_download() as coming:
        window.page.locator("a[href$='/correction']").click()
    path = folder / "correction.csv"
    coming.value.save_as(path)
    assert "更正" in coming.value.suggested_filename
    return list(csv.reader(io.StringIO(path.read_bytes().decode("gb18030"))))


def then_it_holds_the_rejected_rows_as_they_came(correction, broken):
    came = list(csv.reader(io.StringIO(broken.read_bytes().decode("gb18030"))))
    header, rows = correction[0], correction[1:]
    assert header[2:] == came[0]
    assert header[0].startswith("有数原行号#") and header[1] == "有数退回原因和办法"
    assert [row[2:] for row in rows] == [came[row + 1] for row in sorted(MISTAKES)]
    for row, number in zip(rows, sorted(MISTAKES)):
        assert int(row[0]) == number + 2
        assert row[1].startswith(MISTAKES[number][0]), "the reason begins with the column"


def when_its_rows_are_mended(correction, whole, path):
    rows = [row[:2] + whole[int(row[0]) - 1] for row in correction[1:]]
    return written(path, [correction[0], *rows])


def when_the_county_accepts(window, delivery):
    window.goto(delivery)
    window.page.locator("form[action$='/accept'] button").click()
    window.page.wait_for_load_state()
    window.look("6-accepted")
    assert window.page.locator("form[action$='/accept']").count() == 0
    assert window.page.locator(".notice-bad").count() == 0


def then_nothing_of_the_first_is_open(window, delivery):
    window.goto(delivery + "/rejects")
    rows = window.page.locator("tbody tr")
    assert rows.count() == len(MISTAKES)
    assert window.page.locator("tbody .st-good").count() == len(MISTAKES), "every rejected row is known to have come back mended"
    window.look("7-nothing-open")

"""A township's officer finds a household by the first letters of a name, records a birth and a move, and looks back at what was known before."""

import csv
import datetime
import re

import house
from people import sign_in

TODAY = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()
BORN = TODAY - datetime.timedelta(days=40)
LAST_MONTH = TODAY - datetime.timedelta(days=30)
BABY = "宋小满"
# The letters a person types for the characters of a name; a head whose name is made of these is looked up.
LETTERS = {"常": "c", "丽": "l"}


def test_a_birth_and_a_move_are_told_and_the_past_stays_what_it_was(loaded, server, window):
    given_an_officer_of_the_township(server, window)
    household = given_a_household_of_the_township(loaded)
    when_it_is_looked_for_by_initials(window, household)
    then_the_page_tells_who_lives_there(window, household)
    when_a_birth_is_recorded(window, household)
    then_the_child_is_a_member_since_its_day(window)
    when_it_moves_to(window, house.NEW_VILLAGE)
    then_the_time_line_tells_both(window)
    then_that_day_is_seen_with_the_child(window)
    then_last_month_nobody_knew_of_the_child(window, household)


def given_an_officer_of_the_township(server, window):
    sign_in(window, server.installation.account("township-officer"))


def given_a_household_of_the_township(loaded):
    """One of the made-up register: its head and who lives there."""
    received = loaded.folder.parent / "province" / "received" / "register"
    with open(next(received.glob("persons_*.csv")), encoding="utf-8-sig", newline="") as file:
        people = list(csv.DictReader(file))
    head = next(row for row in people if row["与户主关系"] == "户主" and set(row["姓名"]) <= set(LETTERS))
    members = [row["姓名"] for row in people if row["户编号"] == head["户编号"]]
    return {"head": head["姓名"], "initials": "".join(LETTERS[each] for each in head["姓名"]), "members": members}


def when_it_is_looked_for_by_initials(window, household):
    window.page.locator("input[name=text]").fill(household["initials"])
    window.page.locator("input[name=text]").press("Enter")
    window.page.wait_for_url(re.compile(r"/people\?q="))
    assert household["initials"] not in window.page.url.split("q=")[0], "a name's letters stand in an address"
    window.look("1-found")
    window.page.locator("tbody tr", has=window.page.get_by_role("link", name=household["head"], exact=True)).first.locator("td a").first.click()
    window.page.wait_for_url(re.compile(r"/households/\d+$"))


def then_the_page_tells_who_lives_there(window, household):
    names = window.page.locator("#m tbody th").all_inner_texts()
    assert sorted(names) == sorted(household["members"])
    window.look("2-household")


def choose_change(window, path):
    window.page.locator(".head-acts summary").click()
    window.page.locator(f".head-acts a[href$='/{path}']").click()
    window.page.wait_for_url(re.compile(path + "$"))


def save(window):
    window.page.locator("main form.panel .btn-main").click()
    window.page.wait_for_url(re.compile(r"/households/\d+(\?.*)?$"))


def when_a_birth_is_recorded(window, household):
    choose_change(window, "births")
    page = window.page
    page.locator("[name=on]").fill(BORN.isoformat())
    page.locator("[name=name]").fill(BABY)
    page.locator("[name=sex]").select_option("female")
    page.locator("[name=relation]").select_option("daughter")
    page.locator("[name=reason]").fill("村医报告，出生医学证明已看")
    window.look("3-birth")
    save(window)


def then_the_child_is_a_member_since_its_day(window):
    assert BABY in window.page.locator("#m tbody th").all_inner_texts()
    assert window.page.locator(f"#t time[datetime='{BORN}']").count() == 1


def when_it_moves_to(window, village):
    choose_change(window, "moves")
    page = window.page
    page.locator("[name=to]").select_option(village[0])
    page.locator("[name=on]").fill(TODAY.isoformat())
    page.locator("[name=reason]").fill("易地搬迁")
    window.look("4-move")
    save(window)
    assert village[1] in page.locator(".crumbs").inner_text()


def then_the_time_line_tells_both(window):
    told = window.page.locator("#t li").all_inner_texts()
    assert any(BORN.isoformat() in each and BABY in each and TODAY.isoformat() in each for each in told), told
    assert any(TODAY.isoformat() in each and "易地搬迁" in each and house.NEW_VILLAGE[1] in each for each in told), told
    window.look("5-time-line")


def look_back(window, day, known=""):
    window.page.locator("[name=as_of]").fill(day.isoformat())
    window.page.locator("[name=known_at]").fill(known and known.isoformat())
    window.page.locator("form[method=get].notice button").click()
    window.page.wait_for_url(re.compile("as_of=" + day.isoformat()))


def then_that_day_is_seen_with_the_child(window):
    """The child was born before, the household moved later."""
    look_back(window, LAST_MONTH)
    assert BABY in window.page.locator("#m tbody th").all_inner_texts()
    assert house.NEW_VILLAGE[1] not in window.page.locator(".crumbs").inner_text()
    assert window.page.locator(".head-acts").count() == 0, "the past can be changed"
    window.look("6-last-month")


def then_last_month_nobody_knew_of_the_child(window, household):
    look_back(window, LAST_MONTH, known=LAST_MONTH)
    assert sorted(window.page.locator("#m tbody th").all_inner_texts()) == sorted(household["members"])
    assert BABY not in window.page.locator("main").inner_text()
    assert house.NEW_VILLAGE[1] not in window.page.locator("main").inner_text()
    window.look("7-known-last-month")

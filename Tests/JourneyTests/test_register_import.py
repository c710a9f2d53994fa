"""A county brings its register in from two spreadsheets of its own, whose columns have other names: it matches them once, sees every row's fate, and
decides whose number it is where two people have one."""

import csv
import datetime
import re

import openpyxl

import house
from house import wait_until
from people import sign_in

HOUSEHOLDS, EACH = 12, 3
# A household that stands in another county's village is refused with everybody in it.
OUTSIDE = 5
FIRST_NUMBER = 7700000001
HOUSEHOLD_COLUMNS = ["本县户号", "村委会编码", "组别", "当家人", "门牌", "建档年月日"]
PERSON_COLUMNS = ["所在户", "家里人姓名", "公民证号", "和当家人什么关系", "男女", "哪天生"]
GIVEN_NAMES = ["大山", "桂香", "小禾"]
RELATIONS = [("户主", "男"), ("配偶", "女"), ("之女", "女")]


def test_a_county_imports_its_register_from_two_spreadsheets(server, window, tmp_path):
    households, persons = given_two_spreadsheets_of_the_countys_own(tmp_path)
    sign_in(window, server.installation.account("county-office"))
    when_the_households_are_sent(window, households)
    when_the_people_are_added(window, persons)
    when_columns_are_matched(window, "households", {"household_id": "本县户号", "village_code": "村委会编码", "natural_village": "组别",
                                                   "head_name": "当家人", "address": "门牌", "entered_on": "建档年月日"})
    when_columns_are_matched(window, "persons", {"household_id": "所在户", "name": "家里人姓名", "id_number": "公民证号",
                                                "relation": "和当家人什么关系", "sex": "男女", "birth_date": "哪天生"})
    then_samples_stand_masked_beside_the_columns(window)
    when_the_import_runs(window)
    then_every_row_is_accounted_for(window)
    then_the_reasons_are_told(window)
    then_a_household_can_be_looked_at(window)
    when_the_number_of_two_people_is_settled(window)
    then_the_register_stays_and_the_decision_is_kept(window)
    then_the_next_import_knows_the_columns(window, households)


def identity(born, order):
    """A made-up resident number: an area that no place has, and a check digit as GB 11643 wants it."""
    digits = f"990139{born:%Y%m%d}{order:03d}"
    weights = [2 ** (17 - place) % 11 for place in range(17)]
    return digits + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(digits, weights)) % 11]


def given_two_spreadsheets_of_the_countys_own(folder):
    """Households as a workbook, people as a CSV in GB18030. One person more names a household that is nowhere, one has the number of another."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HOUSEHOLD_COLUMNS)
    people = [PERSON_COLUMNS]
    for place in range(HOUSEHOLDS):
        number = str(FIRST_NUMBER + place)
        village = "990122100200" if place == OUTSIDE else house.NEW_VILLAGE[0]
        surname = "赵钱孙李周吴郑王冯陈褚卫"[place]
        sheet.append([number, village, "一组", surname + GIVEN_NAMES[0], f"新安村{place + 1}号", "2015-10-17"])
        for member in range(EACH):
            born = datetime.date((1970, 1972, 2004)[member], 3, 1 + place)
            relation, sex = RELATIONS[member]
            order = 100 + 2 * place + (1 if sex == "男" else 0)
            people.append([number, surname + GIVEN_NAMES[member], identity(born, order), relation, sex, born.isoformat()])
    people.append(["7712345678", "无处归", identity(datetime.date(1980, 1, 1), 101), "户主", "男", "1980-01-01"])
    people.append([str(FIRST_NUMBER + 1), "赵改名", people[1][2], "其他", people[1][4], people[1][5]])
    workbook, text = folder / "本县农户.xlsx", folder / "本县人口.csv"
    book.save(workbook)
    with open(text, "w", encoding="gb18030", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows(people)
    return workbook, text


def when_the_households_are_sent(window, path):
    page = window.page
    window.goto("/register-imports")
    window.look("1-imports")
    page.locator("[name=file]").set_input_files(path)
    page.locator("main form[enctype] [type=submit]").click()
    page.wait_for_url(re.compile(r"/register-imports/\d+"))


def when_the_people_are_added(window, path):
    page = window.page
    window.look("2-households-sent")
    assert page.locator("button[value=start]").count() == 0, "half a register can be started"
    page.locator("#f-persons").set_input_files(path)
    page.locator("main form[enctype] [type=submit]").click()
    page.locator("section[aria-labelledby=h-persons] table").first.wait_for()


def when_columns_are_matched(window, kind, columns):
    page = window.page
    for folded in page.locator(f"section[aria-labelledby=h-{kind}] details > summary").all():
        folded.click()
    for column, header in columns.items():
        page.locator(f"#f-{kind}-{column}").select_option(header)
    window.look(f"3-columns-of-{kind}")
    page.locator("form[action$='/columns'] button[value='']").click()
    page.locator(".flash").wait_for()
    for column, header in columns.items():
        assert page.locator(f"#f-{kind}-{column}").input_value() == header


def then_samples_stand_masked_beside_the_columns(window):
    text = window.page.locator("main").inner_text()
    assert not re.search(r"990139\d{11}", text), "a number of a person stands in the samples"
    window.look("4-matched")


def when_the_import_runs(window):
    page = window.page
    page.locator("form[action$='/columns'] button[value=start]").click()
    page.wait_for_load_state()
    address = re.sub(r"\?.*$", "", page.url.removeprefix(window.address))
    wait_until(lambda: window.goto(address) and page.locator(".head p .st-good, .head p .st-bad").count() > 0, what="the import")
    window.look("5-imported")


def then_every_row_is_accounted_for(window):
    balances = [
        [int(text.replace(",", "").rstrip("行 \n")) for text in panel.locator("dd:not(.sub)").all_inner_texts()]
        for panel in window.page.locator("section:has(> .figs)").all()
    ]
    assert balances == [
        [HOUSEHOLDS, HOUSEHOLDS - 1, 1],
        [HOUSEHOLDS * EACH + 2, (HOUSEHOLDS - 1) * EACH, EACH + 2],
    ]


def then_the_reasons_are_told(window):
    rows = [row.locator("td.r").all_inner_texts() for row in window.page.locator("section[aria-labelledby=h-why] tbody tr").all()]
    assert sum(int(row[0]) for row in rows) == EACH + 3
    assert [str(OUTSIDE + 2)] == [row[1] for row in rows if row[0] == "1"][:1], "the line as the spreadsheet counts it"


def then_a_household_can_be_looked_at(window):
    page = window.page
    page.locator("input[name=text]").fill("赵大山")
    page.locator("input[name=text]").press("Enter")
    page.wait_for_url(re.compile(r"/people\?q="))
    page.locator("tbody td a").first.click()
    page.wait_for_url(re.compile(r"/households/\d+$"))
    assert page.locator("#m tbody th").all_inner_texts() == ["赵" + name for name in GIVEN_NAMES]
    window.look("6-household")


def when_the_number_of_two_people_is_settled(window):
    page = window.page
    window.goto("/identity-questions")
    page.locator("tbody th a", has_text="赵大山").click()
    page.wait_for_url(re.compile(r"/identity-questions/\d+$"))
    assert "赵改名" in page.locator("main").inner_text()
    window.look("7-whose-number")
    page.locator("[name=decision][value=keep]").check()
    page.locator("[name=reason]").fill("看过赵大山的身份证")
    page.locator("main form[data-guard] button").click()
    page.locator(".flash").wait_for()


def then_the_register_stays_and_the_decision_is_kept(window):
    page = window.page
    assert "以名册为准" in page.locator("main").inner_text() and "看过赵大山的身份证" in page.locator("main").inner_text()
    page.locator("main table a", has_text="赵大山").click()
    assert "赵大山" in page.locator("h1").inner_text()
    window.goto("/identity-questions?state=decided")
    assert "赵改名" in page.locator("main tbody").inner_text()


def then_the_next_import_knows_the_columns(window, path):
    when_the_households_are_sent(window, path)
    assert window.page.locator("#f-households-household_id").input_value() == "本县户号"
    assert window.page.locator("#f-households-village_code").input_value() == "村委会编码"

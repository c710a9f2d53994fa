"""The township reviews, the household's record changes, the figures and the rule's precision move; money is recovered, an urging is replied to, and the week
stands on a sheet of paper."""

import re

import browser
from people import Client, sign_in

VERIFIED = "入户看过，车在院里，本人承认"
REPLY = "已办结大部分，其余外出联系不上，本周补核"


def test_a_confirmed_clue_has_consequences_and_the_figures_move(server, tmp_path):
    before = counted(server)
    with browser.opened(server.address, "follow-up") as county:
        sign_in(county, server.installation.account("county-office", "county"))
        picture = on_the_picture(county, "8-picture-before")
    with browser.opened(server.address, "follow-up", size=browser.PHONE) as phone:
        sign_in(phone, server.installation.account("village-officer"))
        clue = when_a_clue_is_found_to_be_so(phone)
    with browser.opened(server.address, "follow-up") as township:
        sign_in(township, server.installation.account("township-officer"))
        when_the_household_is_put_right_and_reviewed(township, clue)
        when_money_is_asked_back_and_some_of_it_comes(township, clue)
    after = counted(server)
    assert after["confirmed"] == before["confirmed"] + 1, "the rule's precision moves"
    assert after["verifying"] == before["verifying"] - 1 and after["reviewing"] == before["reviewing"] + 1, "the progress moves"
    assert after["due"] == before["due"] + 100_000 and after["paid"] == before["paid"] + 40_000
    with browser.opened(server.address, "follow-up") as county:
        sign_in(county, server.installation.account("county-office", "county"))
        then_the_picture_has_moved(picture, on_the_picture(county, "9-picture-after"))
        then_the_list_tells_of_it_and_goes_out_as_a_file(county)
        urging = when_what_is_overdue_is_urged(county)
    with browser.opened(server.address, "follow-up") as township:
        sign_in(township, server.installation.account("township-officer"))
        when_the_urged_reply(township, urging)
    with browser.opened(server.address, "follow-up") as county:
        sign_in(county, server.installation.account("county-office", "county"))
        then_the_county_takes_the_reply(county, urging)
        then_the_bulletin_fits_its_paper(county, tmp_path)


def on_the_picture(county, name):
    """How many clues stand where, and how many of those decided were so, as one picture shows them."""
    county.goto("/picture")
    county.look(name)
    panel = county.page.locator("section[aria-labelledby=h-clues]")
    rows = {row.locator("th").inner_text(): int(row.locator("td.r").first.inner_text().replace(",", "")) for row in panel.locator("tbody tr").all()}
    confirmed, decided = re.search(r"([\d,]+) ÷ \D*([\d,]+)", panel.locator("header").inner_text()).groups()
    return rows | {"属实": int(confirmed.replace(",", "")), "已有结论": int(decided.replace(",", ""))}


def then_the_picture_has_moved(before, after):
    moved = {name: after.get(name, 0) - before.get(name, 0) for name in {*before, *after}}
    assert moved["属实"] == 1 and moved["已有结论"] == 1 and moved["已复核待销号"] == 1, f"{before}, then {after}"
    # The corrected household was asked again as of today: what is new of it waits to be given out.
    others = set(moved) - {"属实", "已有结论", "待派发"}
    assert sum(moved[name] for name in others) == 0, f"a clue is in two states, or in none: {before}, then {after}"


def when_a_clue_is_found_to_be_so(phone):
    phone.goto("/visits")
    for link in [each.get_attribute("href") for each in phone.page.locator("a.visit").all()]:
        phone.goto(link)
        section = phone.page.locator("section.visit-open").first
        if section.count():
            break
    clue = section.get_attribute("aria-labelledby")[1:]
    section.get_by_label("属实", exact=True).check()
    section.locator("textarea[name=said]").fill(VERIFIED)
    section.get_by_role("button", name="记完").click()
    phone.says("结论已提交")
    return clue


def when_the_household_is_put_right_and_reviewed(township, clue):
    township.goto(f"/clues/{clue}")
    township.page.locator("#f-asked").fill("按核实情况更正名册")
    township.page.get_by_role("button", name="开始整改").click()
    township.says("开始整改")
    household = township.page.locator("a[href^='/households/']").first.get_attribute("href")
    change_the_record(township, household)
    township.goto(f"/clues/{clue}")
    township.page.locator("#f-done").fill("已更正名册")
    township.page.get_by_role("button", name="办结整改").click()
    township.page.get_by_role("button", name="同意").click()
    township.says("复核意见已记下")
    township.look("1-put-right")


def change_the_record(township, household):
    """A typed change of the register: a fact is corrected, and both stay."""
    client = township.page.request
    token = township.page.locator("input[name=csrf]").first.get_attribute("value")
    answer = client.post(
        f"{township.address}/api/v1{household}/corrections",
        data={"about": "household", "field": "address", "value": "新安村一组 8 号", "reason": "入户核实后更正",
              "evidence": "入户核实表 7 号"}, headers={"X-CSRF-Token": token, "Origin": township.address})
    assert answer.ok, answer.text()


def when_money_is_asked_back_and_some_of_it_comes(township, clue):
    township.goto(f"/clues/{clue}/measures?kind=recovery")
    township.page.locator("#f-what").fill("多领的低保金")
    township.page.locator("#f-amount").fill("1,000")
    township.page.locator("#f-reason").fill("核实属实，按月核算")
    township.page.get_by_role("button", name="开始").click()
    township.page.wait_for_url(re.compile(r"/accountability/\d+$"))
    township.page.locator("#f-amount").fill("1,000.01")
    township.page.locator("#f-receipt").fill("票 0001")
    township.page.get_by_role("button", name="登记", exact=True).click()
    township.says("比应追缴的多")
    township.page.locator("#f-amount").fill("400")
    township.page.get_by_role("button", name="登记", exact=True).click()
    township.says("已记下")
    township.look("2-recovery")
    assert "600.00" in township.page.locator("dl.figs").inner_text()


def then_the_list_tells_of_it_and_goes_out_as_a_file(county):
    county.goto("/accountability?kind=recovery")
    county.says("多领的低保金")
    county.look("4-list")
    with county.page.expect_download() as taken:
        county.page.get_by_role("link", name="XLSX").click()
    assert open(taken.value.path(), "rb").read(2) == b"PK"


def when_what_is_overdue_is_urged(county):
    county.goto("/supervision")
    county.look("3-overdue")
    assert county.page.locator("a.late").count() > 0, "nothing of the demonstration is overdue"
    county.page.locator("main").get_by_role("link", name=re.compile("^督办 ")).first.click()
    county.page.locator("#f-text").fill("请三日内办结超期的线索，办不了的说明原因")
    county.look("5-urging-form")
    county.page.get_by_role("button", name="发出").click()
    county.page.wait_for_url(re.compile(r"/urgings/\d+$"))
    county.says("督办已发出")
    return county.page.url.split("/")[-1]


def when_the_urged_reply(township, urging):
    township.goto("/tasks?whose=all")
    township.page.locator(f"a[href='/urgings/{urging}']").first.click()
    township.page.locator("#f-said").fill(REPLY)
    township.page.get_by_role("button", name="回复", exact=True).click()
    township.says("已回复")


def then_the_county_takes_the_reply(county, urging):
    county.goto("/")
    county.says("督办有了回复")
    county.goto(f"/urgings/{urging}")
    county.says(REPLY)
    county.look("6-reply")
    county.page.get_by_role("button", name="认可").click()
    county.says("督办已了结")


def then_the_bulletin_fits_its_paper(county, folder):
    county.goto("/bulletin")
    county.look("7-bulletin")
    paper = folder / "bulletin.pdf"
    county.page.pdf(path=paper, prefer_css_page_size=True)
    content = paper.read_bytes()
    pages = len(re.findall(rb"/Type\s*/Page[^s]", content))
    assert content.startswith(b"%PDF") and 1 <= pages <= 2, f"{pages} pages"
    assert re.search(rb"/MediaBox\s*\[\s*0 0 59[45]\.?\d* 84[12]", content), "not upright A4"


def counted(server):
    """What the pages count, as the county reads them."""
    client = Client(server.address, server.installation.account("county-office", "county"))
    def number(text):
        return int(text.replace(",", "") or 0)
    rules = client.get("/api/v1/clues/precision").json()["data"]["rules"]
    lines = client.get("/api/v1/clues/progress").json()["data"]["lines"]
    places = client.get("/api/v1/accountability").json()["data"]["places"]
    return {
        "confirmed": sum(number(rule["confirmed"]) for rule in rules), "verifying": sum(number(line["verifying"]) for line in lines),
        "reviewing": sum(number(line["reviewing"]) for line in lines),
        "due": sum(number(place["due"].replace(".", "")) for place in places), "paid": sum(number(place["paid"].replace(".", "")) for place in places),
    }

"""A village officer verifies one household's clues on a phone, one of them not so, with a photo; the township reviews, and the rule's precision moves."""

import re

import browser
from people import Client, sign_in

SAID = "入户看过，问了本人和邻居两人"


def test_clues_are_given_out_verified_on_a_phone_and_reviewed(server, tmp_path):
    before = precision(server)
    with browser.opened(server.address, "clues") as window:
        given_the_county_at_its_clues(server, window)
        when_all_of_them_are_given_out(window)
        then_it_can_be_undone_for_ten_minutes(window)
    with browser.opened(server.address, "clues-phone", size=browser.PHONE) as phone:
        sign_in(phone, server.installation.account("village-officer"))
        clue = when_a_clue_is_found_not_so(phone, tmp_path)
        then_the_household_is_left_with_one_less(phone)
    with browser.opened(server.address, "clues-review") as township:
        sign_in(township, server.installation.account("township-officer"))
        when_the_verdict_is_reviewed(township, clue)
        then_the_history_tells_every_step(township)
    after = precision(server)
    assert after["not_confirmed"] == before["not_confirmed"] + 1 and after["confirmed"] == before["confirmed"]


def given_the_county_at_its_clues(server, window):
    sign_in(window, server.installation.account("county-office", "county"))
    window.goto("/clues")
    window.look("1-list")


def when_all_of_them_are_given_out(window):
    window.goto("/clues?state=created")
    window.page.get_by_role("button", name=re.compile("全部派发")).click()
    window.page.wait_for_url(re.compile(r"/tasks\?whose=all&batch=\d+"))
    window.look("2-given-out")


def then_it_can_be_undone_for_ten_minutes(window):
    window.page.get_by_role("button", name="撤销这次派发").click()
    window.page.wait_for_url(re.compile(r"/tasks\?whose=all$"))
    window.says("派发已撤销")
    window.goto("/clues?state=created")
    window.page.get_by_role("button", name=re.compile("全部派发")).click()
    window.page.wait_for_url(re.compile(r"/tasks\?whose=all&batch=\d+"))


def when_a_clue_is_found_not_so(phone, folder):
    phone.goto("/visits")
    phone.look("3-visits")
    phone.page.locator("a.visit").first.click()
    phone.page.wait_for_url(re.compile(r"/visits/\d+$"))
    phone.look("4-household")
    section = phone.page.locator("section.visit-open").first
    clue = section.get_attribute("aria-labelledby")[1:]
    proof = folder / "proof.png"
    phone.page.screenshot(path=proof)
    section.locator("input[type=file]").set_input_files(str(proof))
    section.get_by_role("button", name="加照片").click()
    phone.page.get_by_text(re.compile("现场·")).first.wait_for()
    section = phone.page.locator(f"section[aria-labelledby=v{clue}]")
    section.get_by_label("不属实", exact=True).check()
    section.locator("select[name=explanation]").select_option("lent_name")
    section.locator("textarea[name=said]").fill(SAID)
    section.get_by_role("button", name="记完").click()
    phone.says("结论已提交")
    return clue


def then_the_household_is_left_with_one_less(phone):
    phone.look("5-verified")
    assert phone.page.get_by_text("不属实，待复核").count() > 0


def when_the_verdict_is_reviewed(township, clue):
    township.goto(f"/clues/{clue}")
    township.says(SAID)
    township.look("6-review")
    township.page.get_by_role("button", name="同意").click()
    township.says("复核意见已记下")


def then_the_history_tells_every_step(township):
    told = township.page.locator("ol.time li").all_inner_texts()
    for step in ("生成", "派发", "接收", "开始核查", "结论：不属实", "复核同意"):
        assert any(step in each for each in told), (step, told)
    township.look("7-reviewed")


def precision(server):
    """What the verdicts so far say of all rules together, as the county reads it."""
    client = Client(server.address, server.installation.account("county-office", "county"))
    rules = client.get("/api/v1/clues/precision").json()["data"]["rules"]
    def total(name):
        return sum(int(rule[name].replace(",", "")) for rule in rules)
    return {"confirmed": total("confirmed"), "not_confirmed": total("not_confirmed")}

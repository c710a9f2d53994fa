"""Journey 4: five hundred accounts from a spreadsheet; one of their owners comes in with a second factor."""

import contextlib
import csv
import io
import time

import openpyxl
import pyotp
import requests
from playwright.sync_api import expect

import browser
import house
import people

PASSWORD = "qingjiang-Shuiku-47-caidi"


def spreadsheet(path, region, count=500):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["登录名", "姓名", "岗位", "区划代码", "部门", "手机号"])
    for number in range(count):
        sheet.append([f"cun-{number:03}", f"陈{number:03}", "村信息员", region, None, None])
    book.save(path)
    return path


def confirmed(window, account, secret=None):
    """Proves once more who sits there, when it is asked for."""
    if "/account/confirm" in window.page.url:
        window.page.locator("[name=proof]").fill(account["password"])
        window.page.locator("main [type=submit]").first.click()
        window.page.wait_for_load_state()


@contextlib.contextmanager
def proven(server, account, path):
    """A window at a page that asks once more who sits there, with the answer given."""
    with browser.opened(server.address, "accounts") as window:
        people.sign_in(window, account)
        window.goto(f"/account/confirm?back={path}")
        confirmed(window, account)
        window.goto(path)
        yield window


def then_it_says(window, place, count):
    """As long as something is under way, the page looks again by itself."""
    figure = window.page.locator("dl.figs dd").nth(place)
    expect(figure).to_have_text(count, timeout=90_000)


def test_five_hundred_accounts_from_a_spreadsheet(loaded, tmp_path):
    installation = loaded.copy(tmp_path / "data")
    maker, granter = installation.account("system-admin", "county"), installation.account("security-admin", "county")
    village = installation.account("village-officer")["region"]
    sheet = spreadsheet(tmp_path / "accounts.xlsx", village)
    with house.served(installation.folder, "--unlimited", "--second-factor", "nobody") as server:
        with proven(server, maker, "/accounts/batches") as window:
            window.look("hand-in")
            window.page.locator("main [type=file]").set_input_files(sheet)
            window.page.locator("main form [type=submit]").first.click()
            window.page.wait_for_url("**/accounts/batches/*")
            batch = window.page.url.split("?")[0].removeprefix(server.address)
            then_it_says(window, 0, "500")
            window.look("read")
        with proven(server, granter, batch) as window:
            window.page.locator("[name=approve][value=true]").click()
            then_it_says(window, 2, "500")
            window.look("made")
        with proven(server, maker, batch) as window:
            with window.page.expect_download() as download:
                window.page.locator(f"form[action='{batch}/secrets'] [type=submit]").click()
            secrets = tmp_path / "secrets.csv"
            download.value.save_as(secrets)
        assert server.stop() == 0
    rows = list(csv.DictReader(io.StringIO(secrets.read_text("utf-8-sig"))))
    assert len(rows) == 500 and len({row["一次性口令"] for row in rows}) == 500
    owner = {"login": rows[0]["登录名"], "password": rows[0]["一次性口令"]}
    with house.served(installation.folder, "--unlimited", "--second-factor", "everybody") as server:
        seed, used = first_visit(server, owner)
        assert requests.post(server.address + "/sign-in", data=owner, allow_redirects=False, timeout=60).status_code != 303, "the secret works once"
        with browser.opened(server.address, "accounts") as window:
            next_visit(window, {**owner, "password": PASSWORD}, seed, used)


def first_visit(server, owner):
    """The one-time secret, a password of one's own, and the second factor."""
    with browser.opened(server.address, "accounts-first") as window:
        window.goto("/sign-in")
        window.page.locator("[name=login]").fill(owner["login"])
        window.page.locator("[name=password]").fill(owner["password"])
        window.page.locator("main [type=submit]").first.click()
        window.page.wait_for_url("**/account/password*")
        window.look("password")
        window.page.locator("[name=password]").fill(PASSWORD)
        window.page.locator("[name=again]").fill(PASSWORD)
        window.page.locator("main [type=submit]").first.click()
        window.page.wait_for_url("**/account/second-factor*")
        window.page.locator("main [type=submit]").first.click()
        window.page.locator("[name=code]").wait_for()
        window.look("second-factor")
        window.page.locator("main details summary").click()
        seed = window.page.locator("main details p.code").first.inner_text().replace(" ", "")
        # The code shown before the present one is good as well, and leaves the present one for the next visit.
        code = code_of(seed, steps_ago=1)
        window.page.locator("[name=code]").fill(code)
        window.page.locator("main [type=submit]").first.click()
        window.page.locator("ol.codes li").first.wait_for()
        return seed, code


def code_of(seed, steps_ago=0):
    """What the authenticator app shows, or showed a step ago; a step that is nearly over is waited out, so that the code stays what it is."""
    while time.time() % 30 > 20:
        time.sleep(0.5)
    return pyotp.TOTP(seed).at(int(time.time()) - 30 * steps_ago)


def next_visit(window, owner, seed, used):
    """The password and a code that was not used yet; the one that was is refused."""
    window.goto("/sign-in")
    window.page.locator("[name=login]").fill(owner["login"])
    window.page.locator("[name=password]").fill(owner["password"])
    window.page.locator("main [type=submit]").first.click()
    window.page.locator("[name=code]").wait_for()
    window.look("code")
    for code, outcome in [(used, "**/sign-in/second-factor"), (code_of(seed), "**/")]:
        window.page.locator("[name=code]").fill(code)
        with window.page.expect_navigation():
            window.page.locator("main [type=submit]").first.click()
        window.page.wait_for_url(outcome)
    assert "陈000" in window.page.locator(".bar-end").inner_text()
    window.look("inside")

"""Every page of the list of routes, in both languages, on an office's screen and on a phone: no serious barrier, nothing wider than the phone, no script
or style that stands in the page itself, everything in the language asked for."""

import re
import sqlite3

import pytest
import yaml
from playwright.sync_api import sync_playwright

import browser
import house
import oracle
import people
from test_scope import filled, listed

#: Files to take away and not pages; a run finds out if one of them is a page after all.
FILES = {
    "/accounts/batches/template", "/accounts/batches/{batch}/rejects", "/deliveries/{delivery}/correction", "/deliveries/{delivery}/original",
    "/register-imports/{import}/correction/{kind}", "/packs/{authority}/{scheme}/{version}", "/accountability/export",
    "/tables/{table}/workbook",
}
#: The made-up county has no photo of a clue; test_clues.py takes one and looks at it.
NOT_THERE = {"/clues/{clue}/photos/{photo}"}
#: Streams of events; test_screen.py listens to them.
STREAMS = {"/screen/events"}
PAGES = sorted(path for (method, path), doors in listed().items() if method == "GET" and "html" in doors and path not in FILES | NOT_THERE | STREAMS)
LANGUAGES = {"zh": ("zh-CN", "zh-Hans"), "en": ("en-GB", "en")}
#: Refusals as pages: what is asked, by whom, and the status.
REFUSALS = {
    "missing": ("/households/987654321", "village-officer", 404),
    "nowhere": ("/no-such-page", None, 404),
    "forbidden": ("/accounts", "village-officer", 403),
}
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE)


@pytest.fixture(scope="module")
def platform(loaded, tmp_path_factory):
    """A running server with something on every page, and everybody signed in."""
    folder = tmp_path_factory.mktemp("pages")
    installation = loaded.copy(folder / "data")
    base = sqlite3.connect(installation.folder / "youshu.sqlite")
    base.execute("UPDATE register_imports SET region = 990121000000")
    base.execute("UPDATE identity_questions SET person = (SELECT person FROM people_index WHERE region = 990121100200 LIMIT 1)")
    base.commit()
    found = {name: base.execute(text).fetchone()[0] for name, text in {
        "household": "SELECT household FROM clues WHERE region = 990121100200 AND household IS NOT NULL AND state = 'dispatched' ORDER BY id LIMIT 1",
        "clue": "SELECT min(id) FROM clues WHERE region = 990121100200 AND state = 'notConfirmed'",
        "order": "SELECT min(id) FROM work_orders WHERE region = 990121100200 AND closed_ms IS NULL",
        "account": "SELECT id FROM accounts WHERE role = 'village-officer' AND region / 1000000 = 990121",
        "delivery": "SELECT delivery_id FROM delivery_rejects r JOIN deliveries d ON d.id = r.delivery_id WHERE d.region / 1000000 = 990121 LIMIT 1",
        "entry": "SELECT max(seq) FROM audit_leaves WHERE region / 1000000 = 990121",
        "import": "SELECT min(id) FROM register_imports",
        "map_import": "SELECT min(id) FROM map_imports",
        "question": "SELECT min(id) FROM identity_questions",
        "clue": "SELECT min(id) FROM clues WHERE region = 990121100200 AND state = 'dispatched'",
        "order": "SELECT min(id) FROM work_orders WHERE region = 990121100200 AND state = 'open'",
        "measure": "SELECT min(id) FROM measures WHERE kind = 'recovery'",
        "urging": "SELECT min(id) FROM urgings WHERE state = 'open' AND region = 990121100200",
    }.items()}
    found["person"], = base.execute("SELECT person FROM people_index WHERE household = ? LIMIT 1", (found["household"],)).fetchone()
    base.close()
    with house.served(installation.folder, "--unlimited", "--second-factor", "nobody") as running:
        running.installation = installation
        running.clients = {role: people.Client(running.address, installation.account(role)) for role in oracle.ROLES.values()}
        running.values = {**found, "batch": _batch(running.clients["system-admin"]), "department": "civil-affairs", "dataset": "minimum-living-allowance", "kind": "persons", "table": "distribution",
                          "authority": "national", "scheme": "data-quality", "version": 1, "rule": "income-below-monitoring-line", "run": _run(running.clients["county-office"])}
        yield running


def _run(office):
    """The county's own comparison, asked for now: its page is there whatever becomes of it."""
    office.csrf = office.token("/runs")
    answer = office.session.post(office.address + "/api/v1/runs", json={}, headers={"X-CSRF-Token": office.csrf}, timeout=60)
    return answer.json()["data"]


def _batch(admin):
    """A list of accounts of which one row cannot be taken, so that its page has everything on it; and one account that waits to be granted."""
    rows = "登录名,姓名,岗位,区划代码,部门,手机号\r\nzhou-01,周一,村信息员,990121100200,,\r\nzhou-02,周二,没有的岗位,990121100200,,\r\n"
    admin.session.headers["X-CSRF-Token"] = admin.token("/")
    sent = admin.session.post(admin.address + "/api/v1/accounts/batches", data=rows.encode(), headers={"Content-Type": "application/octet-stream"})
    assert sent.status_code == 200, sent.text
    one = {"login": "zhou-03", "name": "周三", "role": "county-office", "region": "990121000000"}
    asked = admin.session.post(admin.address + "/api/v1/accounts", json=one)
    assert asked.status_code == 200, asked.text
    number = sent.json()["data"]["batch"]
    house.wait_until(lambda: admin.get(f"/accounts/batches/{number}/rejects").status_code == 200, what="reading the list of accounts")
    return number


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield running
        running.close()


class Reader:
    """Somebody's window in one language, with a session of its own."""

    def __init__(self, chromium, platform, role, language):
        self.address, self.tag = platform.address, LANGUAGES[language][1]
        self.account = role and platform.installation.account(role)
        self.context = chromium.new_context(viewport=browser.OFFICE, locale=LANGUAGES[language][0])
        if role:
            cookies = people.Client(platform.address, self.account).session.cookies
            self.context.add_cookies([{"name": each.name, "value": each.value, "url": platform.address} for each in cookies])
        self.page = self.context.new_page()
        self.said = []
        self.page.on("console", lambda message: self.said.append(message.text) if "Content Security Policy" in message.text else None)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def goto(self, path):
        """Opens a page; who signed in long ago is asked once more for the password before some of them."""
        answer = self.page.goto(self.address + path)
        if "/account/confirm?" in self.page.url:
            self.page.locator("[name=proof]").fill(self.account["password"])
            self.page.locator("main [type=submit]").first.click()
            self.page.wait_for_load_state()
            answer = self.page.goto(self.address + path)
        assert self.page.url == self.address + path, f"{path} leads to {self.page.url}"
        return answer


@pytest.fixture(scope="module")
def readers(chromium, platform):
    made = {}

    def reader(role, language):
        if (role, language) not in made:
            made[role, language] = Reader(chromium, platform, role, language)
        return made[role, language]
    yield reader
    for each in made.values():
        each.context.close()


def _texts():
    """Every text of the house that has no place for a value in it, in Chinese and in English."""
    pairs = []
    for file in house.ROOT.glob("Sources/*/Strings.yaml"):
        pairs += [(each["zh"], each["en"]) for each in yaml.safe_load(file.read_text("utf-8")).values() if "{{" not in each["zh"]]
    chinese, english = {zh for zh, _ in pairs}, {en for _, en in pairs}
    return {"zh-Hans": english - chinese, "en": chinese - english}


#: What must not stand on a page in a language: the texts of the other.
FOREIGN = _texts()
#: What people read: the texts of a page outside what says itself that it is in another language, and what is said of its parts.
READ = """
() => {
  const texts = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("[lang]:not(html), script, svg, td, option, .code")) texts.push(walker.currentNode.data.trim());
  for (const part of document.querySelectorAll("[aria-label], [placeholder], [title]"))
    for (const name of ["aria-label", "placeholder", "title"]) if (part.hasAttribute(name)) texts.push(part.getAttribute(name));
  return texts.filter(text => text !== "");
}
"""


def who_may(path):
    """The first role that opens a page; nobody for what is open."""
    who = {**oracle.ROUTES, **oracle.PAGES}["GET", path]
    return None if who == "open" else next(role for role in oracle.ROLES.values() if role in who)


def looked_over(reader, answer, name, status=200):
    """Everything that is wrong with the page a reader is on."""
    page, wrong = reader.page, []
    if answer is not None:
        assert answer.status == status, f"{page.url}: {answer.status}"
        policy = answer.headers.get("content-security-policy", "")
        if "unsafe" in policy or not re.search("default-src '(self|none)'", policy):
            wrong.append(f"the policy is {policy!r}")
        wrong += [f"stands in the page itself: {each}" for each in INLINE.findall(answer.text())]
    if page.locator("html").get_attribute("lang") != reader.tag:
        wrong.append(f"the language is {page.locator('html').get_attribute('lang')}")
    wrong += [f"is in the other language: {text}" for text in page.evaluate(READ) if text in FOREIGN[reader.tag]]
    for size in (browser.OFFICE, browser.PHONE):
        page.set_viewport_size(size)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            wrong.append(f"{wide} px wider than a window of {size['width']}")
        wrong += [f"at {size['width']} px: {each}" for each in browser.barriers(page)]
        browser.picture(page, f"{reader.tag}-{size['width']}-{name}")
    page.set_viewport_size(browser.OFFICE)
    return wrong + [f"the browser said: {reader.said.pop()}" for _ in list(reader.said)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_barrier_and_fits_a_phone(platform, readers, path, language):
    reader = readers(who_may(path), language)
    answer = reader.goto(filled(path, platform.values))
    name = re.sub(r"\W+", "-", path).strip("-") or "workbench"
    assert "text/html" in answer.headers["content-type"]
    assert not (wrong := looked_over(reader, answer, name)), "\n".join([path, *wrong])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_has_no_barrier_and_fits_a_phone(platform, readers, name, language):
    path, role, status = REFUSALS[name]
    reader = readers(role, language)
    answer = reader.goto(path)
    assert not (wrong := looked_over(reader, answer, f"refused-{name}", status)), "\n".join(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_that_is_sent_back_has_no_barrier_and_fits_a_phone(platform, readers, language):
    reader = readers("village-officer", language)
    reader.goto(filled("/households/{household}/births", platform.values))
    reader.page.evaluate("document.querySelector('main form').noValidate = true")
    with reader.page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        reader.page.locator("main form.panel .btn-main").click()
    reader.page.wait_for_load_state()
    assert sent.value.status == 422
    assert not (wrong := looked_over(reader, None, "sent-back")), "\n".join(wrong)


def test_the_files_are_files(platform):
    for path in FILES:
        answer = platform.clients[who_may(path)].get(filled(path, platform.values), params={"purpose": "核对"})
        assert answer.status_code == 200 and answer.headers["Content-Disposition"].startswith("attachment"), path

"""A browser as an office has it, which keeps pictures and looks every page over for barriers."""

import contextlib
import os
import pathlib

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

import house

OFFICE = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
SCREENS = pathlib.Path(os.environ.get("YOUSHU_SCREENS", "out/screens"))


AXE = Axe()
#: What scripts do about a window's size is done in the frame after; a colour on its way to another is no colour to judge.
AT_REST = """
() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
  .then(() => Promise.allSettled(document.getAnimations().map(each => each.finished))).then(() => null)
"""


def barriers(page):
    """What axe-core finds on a page that keeps somebody out: its serious and critical findings."""
    page.evaluate(AT_REST)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    found = page.evaluate("axe.run({resultTypes: ['violations'], elementRef: false})")["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:160]} ({len(each['nodes'])})" for each in found if each["impact"] in ("serious", "critical")
    ]


def picture(page, name):
    """Keeps what a page looks like, when pictures of every page are wanted."""
    if "YOUSHU_EVERY_PAGE" in os.environ:
        SCREENS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENS / f"{name}.png", full_page=True)


class Window:
    """One person's browser window."""

    def __init__(self, page, address, story):
        self.page = page
        self.address = address
        self.story = story

    def goto(self, path):
        return self.page.goto(self.address + path)

    def look(self, name):
        """Takes a picture of the whole page and finds no serious barrier on it."""
        SCREENS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENS / f"{self.story}-{name}.png", full_page=True)
        self.check_barriers()

    def check_barriers(self):
        assert not (found := barriers(self.page)), f"{self.page.url}: {found}"

    def says(self, text):
        self.page.get_by_text(text).first.wait_for()


@contextlib.contextmanager
def opened(address, story, size=None, language="zh-CN"):
    """A window that has never been here before."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = chromium.new_context(viewport=size or OFFICE, locale=language, accept_downloads=True)
        page = context.new_page()
        faults = []
        page.on("request", lambda request: faults.append(f"a number of a person in {request.url}") if house.PERSONAL.search(request.url) else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if "Content Security Policy" in message.text else None)
        try:
            yield Window(page, address, story)
        except BaseException:
            print(f"{story} stopped at {page.url.split('?')[0]}:\n{page.locator('body').inner_text()[:2000]}")
            SCREENS.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=SCREENS / f"{story}-stopped.png")
            raise
        finally:
            context.close()
            chromium.close()
        assert not faults, faults

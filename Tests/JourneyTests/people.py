"""People of the demonstration, as a browser and as a program."""

import re

import pyotp
import requests


def sign_in(window, account, secret=None):
    """By the form, as a person does it; with the second factor when it is asked for."""
    window.goto("/sign-in")
    window.page.locator("[name=login]").fill(account["login"])
    window.page.locator("[name=password]").fill(account["password"])
    window.page.locator("main [type=submit]").first.click()
    if "/second-factor" in window.page.url:
        window.page.locator("[name=code]").fill(pyotp.TOTP(secret or account["secret"]).now())
        window.page.locator("main [type=submit]").first.click()
    window.page.wait_for_url(lambda address: "/sign-in" not in address)


def sign_out(window):
    """Leaves the browser to somebody else."""
    window.page.locator(".bar-end details summary").click()
    window.page.locator("form[action='/sign-out'] button").click()
    window.page.wait_for_url(lambda address: "/sign-in" in address)


class Client:
    """The same account without a browser: cookies and the form's token, HTML or JSON."""

    def __init__(self, address, account):
        self.address = address
        self.account = account
        self.session = requests.Session()
        self.session.headers["Origin"] = address
        if account:
            answer = self.session.post(
                address + "/sign-in", data={"login": account["login"], "password": account["password"]}, allow_redirects=False
            )
            assert answer.status_code == 303, f"{account['login']} could not sign in: {answer.status_code}"

    def get(self, path, **options):
        if path.split("?")[0].endswith("/events"):
            return self._begun(path)
        return self.session.get(self.address + path, allow_redirects=False, timeout=60, **options)

    def _begun(self, path):
        """A stream has no end of its own: what it begins with, and then it is left."""
        answer = self.session.get(self.address + path, allow_redirects=False, timeout=60, stream=True)
        if answer.status_code == 200:
            answer._content = next(answer.iter_content(1))
        answer.content
        answer.close()
        return answer

    def token(self, page):
        """The token that every form of a page carries."""
        found = re.search(r'name="csrf" value="([^"]+)"', self.get(page).text)
        assert found, f"no form on {page}"
        return found.group(1)

    def post(self, path, page, fields, **options):
        """Sends a form that stands on `page`."""
        fields = {**fields, "csrf": self.token(page)}
        return self.session.post(self.address + path, data=fields, allow_redirects=False, timeout=60, **options)

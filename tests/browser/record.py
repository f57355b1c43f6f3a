"""A practitioner at a phone: what they press, choose and type, and how much of it there was."""

import io
import re
import time
from collections import Counter
from typing import Any

from allauth.account.internal.flows import login
from django.test import Client
from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page, expect

from practitioners.models import Account

DAY = re.compile(r"^(\d+) (\w+) (\d{4})$")


class Typist:
    """One person and a tab; `did` counts pages, fields, keys, choices and files."""

    def __init__(self, tab: Page) -> None:
        self.tab, self.did = tab, Counter[str]()
        tab.on("framenavigated", lambda frame: self.did.update(pages=frame == tab.main_frame))

    def press(self, name: str, within: Locator | None = None) -> None:
        """A button; the words that only screen readers hear may follow."""
        (within or self.tab.locator("main")).get_by_role(
            "button", name=re.compile(f"^{re.escape(name)}")
        ).click()

    def follow(self, name: str) -> None:
        """A link of the page itself."""
        self.tab.locator("main").get_by_role("link", name=name, exact=True).first.click()

    def type(self, label: str, words: str, within: Locator | None = None) -> None:
        """One box."""
        (within or self.tab).get_by_label(label, exact=True).fill(words)
        self.did.update(fields=1, keys=len(words))

    def day(self, legend: str, words: str) -> None:
        """The three boxes of a day such as “14 11 2027”."""
        for label, part in zip(("Day", "Month", "Year"), words.split(), strict=True):
            self.type(label, part, self.group(legend))

    def choose(self, legend: str, option: str) -> None:
        """One of several, or one more of several."""
        self.group(legend).get_by_label(re.compile(rf"^\s*{re.escape(option)}")).check()
        self.did.update(fields=1, choices=1)

    def select(self, label: str, option: str) -> None:
        """One row of a long list."""
        self.tab.get_by_label(label, exact=True).select_option(label=option)
        self.did.update(fields=1, choices=1)

    def tick(self, label: str) -> None:
        """One box to tick."""
        self.tab.get_by_label(re.compile(rf"^\s*{re.escape(label)}")).check()
        self.did.update(fields=1, choices=1)

    def send(self, name: str, body: bytes) -> None:
        """One file by the form of the page, and a look at what became of it."""
        self.attach(name, body)
        self.press("Send this file")
        self.read(name)

    def attach(self, name: str, body: bytes) -> None:
        """One file chosen."""
        self.tab.get_by_label(re.compile(r"^\s*Add (a|another) file\s*$")).set_input_files(
            {"name": name, "mimeType": "application/octet-stream", "buffer": body}
        )
        self.did.update(fields=1, files=1)

    def read(self, name: str) -> None:
        """The pictures of this file are looked at, and its owner can read every word."""
        kept = self.tab.get_by_role("listitem").filter(
            has=self.tab.get_by_role("heading", name=name, exact=True)
        )
        expect(kept.get_by_role("img")).to_be_visible()
        self.press("Yes", kept)
        expect(kept.get_by_text("You can read every word.", exact=True)).to_be_visible()

    def group(self, legend: str) -> Locator:
        """A question with several controls."""
        return self.tab.get_by_role("group", name=legend, exact=True)

    def heading(self, words: str) -> None:
        """The page is this one."""
        expect(self.tab.get_by_role("heading", level=1)).to_have_text(words)


def paper(words: str, kind: str = "PDF", *, grain: int = 0) -> bytes:
    """A document with these words on it; no two are the same. Grain makes it large."""
    sheet = (
        Image.effect_noise((900, 1200), grain).convert("RGB")
        if grain
        else Image.new("RGB", (900, 1200), "white")
    )
    ImageDraw.Draw(sheet).text((80, 100), words, fill="black", font_size=48)
    body = io.BytesIO()
    sheet.save(body, kind)
    return body.getvalue()


def let_in(tab: Page, site: str, account: Account) -> None:
    """Signed in at once, and just now: how to sign in is told elsewhere."""
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(account.pk)
    session.save()
    cookies: Any = [
        {"name": name, "value": morsel.value, "url": site} for name, morsel in client.cookies.items()
    ]
    tab.context.add_cookies(cookies)

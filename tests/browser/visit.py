"""A visitor's browser that remembers everything a page did which nobody should see."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, Request

HEIGHT = 900
# The browser itself notes every answer of 400 and above; the tests know the status of each page they open.
_STATUS_NOTED = "Failed to load resource: the server responded with a status of"
_HEARS_POLICY = """() => addEventListener('securitypolicyviolation', event =>
    console.error(`policy: ${event.effectiveDirective} refused ${event.blockedURI}`))"""


class Visit:
    """One tab; `heard` fills with console messages, script errors, policy reports, failed and foreign requests."""

    def __init__(self, tab: Page, site: str) -> None:
        self.tab, self.site = tab, site
        self.heard: list[str] = []
        tab.add_init_script(f"({_HEARS_POLICY})()")
        tab.on("console", self._console)
        tab.on("pageerror", lambda error: self.heard.append(f"script error: {error}"))
        tab.on("request", self._request)
        tab.on("requestfailed", self._failed)

    def open(self, path: str) -> int:
        """The status the page answers with."""
        answer = self.tab.goto(self.site + path)
        assert answer is not None
        return answer.status

    def resize(self, width: int) -> None:
        """Another width in place, laid out."""
        self.tab.set_viewport_size({"width": width, "height": HEIGHT})
        # No animation frame comes where scripts are off; asking for a size lays the page out as well.
        assert self.tab.evaluate("() => document.body.offsetHeight && innerWidth") == width

    def _console(self, message: ConsoleMessage) -> None:
        page_itself = message.location["url"] == self.tab.url
        if not (page_itself and message.text.startswith(_STATUS_NOTED)):
            self.heard.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # given up by the page itself, for a newer question
            self.heard.append(f"failed: {request.url} {request.failure}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.site}/", "data:")):
            self.heard.append(f"foreign request: {request.url}")


@contextmanager
def visiting(browser: Browser, site: str, *, width: int = 1280, **profile: Any) -> Iterator[Visit]:
    """A tab in a fresh profile; `profile` are Playwright's context options, such as `color_scheme`."""
    context = browser.new_context(viewport={"width": width, "height": HEIGHT}, **profile)
    try:
        yield Visit(context.new_page(), site)
    finally:
        context.close()

"""Takes the pictures of the README from a demonstration made for them (`make screenshots`)."""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.machine import CHROMIUM_FLAGS, chromium

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
WORK = ROOT / "var" / "screenshots"  # a demonstration of its own: nobody's data is touched
SEARCH = "/find/?q=78701&within=25"
FIRST_QUALIFIED = f"{SEARCH}&qualified=on"
LICENSES = "/desk/?kind=renewal&what=license"
PRACTITIONER, MODERATOR = "ewa.zielinska@example.org", "rea@example.org"
PASSWORD = "demonstration only"
START_SECONDS = 1800  # making the people takes most of it
COLORS = 256
TOLD_ELSEWHERE = {
    "DJANGO_SETTINGS_MODULE",
    "MEDIA_ROOT",
    "EVIDENCE_ROOT",
    "STATIC_ROOT",
    "EMAIL_URL",
    "SITE_NAME",
}


@dataclass(frozen=True)
class Screen:
    """One size of window; a small one has the pixels of a phone."""

    width: int
    height: int
    scale: float


SCREENS = (Screen(1280, 1400, 1), Screen(360, 1200, 1.5))
SCHEMES = ("light", "dark")


def main(arguments: list[str]) -> int:
    """Write every picture and say how large each is; 1 where there is no browser."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=2000, help="people in the demonstration")
    parser.add_argument(
        "--keep", action="store_true", help="use the demonstration of the last run, old as it is"
    )
    options = parser.parse_args(arguments)
    if not chromium():
        say("There is no Chromium on this machine: install it, or name one in CHROMIUM.")
        return 1
    if not options.keep:
        shutil.rmtree(WORK, ignore_errors=True)
    IMAGES.mkdir(parents=True, exist_ok=True)
    with demonstration(size=options.size) as (site, codes), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        keeper, _mine = signed_in(browser, site, PRACTITIONER)
        moderator, case = signed_in(browser, site, MODERATOR, code=codes[MODERATOR])
        pages = (
            ("results", site + SEARCH, None), ("profile", first_profile(browser, site), None),
            ("record", f"{site}/my/", keeper), ("case", case, moderator),
        )  # fmt: skip
        for name, address, state in pages:
            for screen in SCREENS:
                for scheme in SCHEMES:
                    picture(browser, address, name=name, screen=screen, scheme=scheme, state=state)
        browser.close()
    return 0


def signed_in(browser: Browser, site: str, email: str, *, code: str = "") -> tuple[Any, str]:
    """The cookies of this person, and the page they work on: a moderator takes a renewed license."""
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(f"{site}/accounts/login/?next={quote(LICENSES) if code else '/my/'}")
    tab.fill("[name=login]", email)
    tab.fill("[name=password]", PASSWORD)
    tab.press("[name=password]", "Enter")
    tab.wait_for_load_state()
    if code:
        tab.fill("[name=code]", code)
        tab.press("[name=code]", "Enter")
        tab.wait_for_url("**/desk/**")
        tab.get_by_role("button", name="Take next").first.click()
        tab.wait_for_url("**/desk/case/**")
    state, where = context.storage_state(), tab.url.partition("?")[0]
    context.close()
    return state, where


@contextmanager
def demonstration(*, size: int) -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a running demonstration and its moderators' codes; filled if it was empty, stopped afterwards."""
    port = free_port()
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE",)
    }
    environment |= {
        "DEBUG": "0", "DEMONSTRATION": "1", "INSECURE_HTTP": "1", "ALLOWED_HOSTS": "127.0.0.1",
        "SECRET_KEY": "only-for-screenshots-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2, "LOG_LEVEL": "WARNING",
        "DATA_DIR": str(WORK), "DATABASE_URL": f"sqlite:///{WORK}/demo.sqlite3", "SITE_URL": f"http://127.0.0.1:{port}",
    }  # fmt: skip
    server = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--port", str(port), "--size", str(size)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        codes = dict(printed(server))
        wait_for(f"http://127.0.0.1:{port}/health/live", server)
        yield f"http://127.0.0.1:{port}", codes
    finally:
        server.terminate()
        server.wait(timeout=60)


def printed(server: "subprocess.Popen[str]") -> Iterator[tuple[str, str]]:
    """What the demonstration says until it is up: each moderator's address with a code that opens once."""
    email = ""
    for line in server.stdout or ():
        say(line.rstrip())
        words = line.split()
        if words and "@" in words[0]:
            email = words[0]
        if "each once:" in line:
            yield email, line.rpartition(":")[2].split()[0]
        if line.startswith("The demonstration is at"):
            return


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, server: "subprocess.Popen[str]") -> None:
    """Return when the address answers; raise when the server ended or took too long."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310  # our own server
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise SystemExit("The demonstration did not start; its lines above say why.")


def first_profile(browser: Browser, site: str) -> str:
    """The address of the nearest person who meets all six criteria."""
    tab = browser.new_page()
    tab.goto(site + FIRST_QUALIFIED)
    address = tab.locator("#results h3 a").first.get_attribute("href")
    tab.close()
    if not address:
        raise SystemExit("The demonstration has nobody to show near its search.")
    return site + address


def picture(
    browser: Browser, address: str, *, name: str, screen: Screen, scheme: str, state: Any = None
) -> None:
    """The top of one page in one window, in few enough colors to be small."""
    context = browser.new_context(
        viewport={"width": screen.width, "height": screen.height},
        device_scale_factor=screen.scale,
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        storage_state=state,
    )
    tab = context.new_page()
    tab.goto(address, wait_until="load")
    taken = Image.open(BytesIO(tab.screenshot())).convert("RGB")
    context.close()
    path = IMAGES / f"{name}-{screen.width}{'' if scheme == 'light' else '-' + scheme}.png"
    few = taken.quantize(COLORS, method=Image.Quantize.MEDIANCUT, kmeans=2, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    say(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} kB")


def say(sentence: str) -> None:
    """One line for the person who waits."""
    print(sentence, flush=True)  # noqa: T201  # this program speaks to a terminal


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

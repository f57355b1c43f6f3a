"""The checks see what they are there for: each finds the fault that was put into a good page."""

import pytest
from playwright.sync_api import Browser

from tests.browser.checks import arm, axe, looks
from tests.browser.visit import visiting

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PUT_IN = """([markup, style]) => {
    const holder = document.createElement('div');
    holder.innerHTML = markup;
    document.querySelector('main').append(holder);
    Object.assign(holder.firstElementChild.style, style);
}"""


@pytest.mark.parametrize(
    ("check", "markup", "style"),
    [
        ("sideways", "<p>wide</p>", {"width": "3000px", "maxWidth": "none"}),
        ("targets", "<p><a href='#main'>small</a></p>", {"lineHeight": "1"}),
        ("targets", "<input type='checkbox' aria-label='tiny'>", {"width": "12px", "height": "12px"}),
        ("controls", "<select aria-label='low'></select>", {"minHeight": "30px", "height": "30px"}),
        ("cut", "<p>awordthatislongerthanbox</p>", {"overflow": "hidden", "width": "9px"}),
        ("bigger", "<p>fixed</p>", {"width": "60rem", "maxWidth": "none"}),
    ],
)  # fmt: skip
def test_a_fault_of_layout_is_found(
    site: str, browser: Browser, check: str, markup: str, style: dict[str, str]
) -> None:
    with visiting(browser, site) as visit:
        visit.open("/")
        arm(visit.tab)
        assert looks(visit.tab, check) == []
        visit.tab.evaluate(PUT_IN, [markup, style])
        assert len(looks(visit.tab, check)) == 1


UNSEEN = {"forcedColorAdjust": "none", "color": "#888", "backgroundColor": "#888"}


@pytest.mark.parametrize(
    ("check", "media", "markup", "style"),
    [
        ("forced", {"forced_colors": "active"}, "<p>fault</p>", UNSEEN),
        ("still", {"reduced_motion": "reduce"}, "<p>fault</p>", {"transition": "color 1s"}),
        ("printed", {"media": "print"}, "<nav>fault</nav>", {"display": "block"}),
        ("printed", {"media": "print"}, "<details><summary>more</summary><p>fault</p></details>", {}),
    ],
)
def test_a_fault_under_another_medium_is_found(
    site: str, browser: Browser, check: str, media: dict[str, str], markup: str, style: dict[str, str]
) -> None:
    with visiting(browser, site) as visit:
        visit.open("/")
        arm(visit.tab)
        visit.tab.emulate_media(**media)
        assert looks(visit.tab, check) == []
        visit.tab.evaluate(PUT_IN, [markup, style])
        if "<details>" in markup:  # the site's own sheet unfolds it; without one it stays as it is
            visit.tab.evaluate(
                "() => document.querySelectorAll('link[rel=stylesheet]').forEach(one => one.remove())"
            )
        assert any("“fault”" in finding for finding in looks(visit.tab, check))


def test_axe_is_in_force(site: str, browser: Browser) -> None:
    with visiting(browser, site) as visit:
        visit.open("/")
        arm(visit.tab)
        visit.tab.evaluate(PUT_IN, ["<p>faint <img src='/icon.png'></p>", {"color": "#ddd"}])
        assert {found.split()[1] for found in axe(visit.tab)} == {"color-contrast:", "image-alt:"}


def test_what_nobody_should_see_is_heard(site: str, browser: Browser) -> None:
    with visiting(browser, site) as visit:
        visit.open("/")
        visit.tab.evaluate(PUT_IN, ["<p><img src='http://elsewhere.invalid/pixel.png' alt=''></p>", {}])
        visit.tab.wait_for_timeout(300)
        visit.tab.evaluate("() => setTimeout(() => { throw new Error('broken') })")
        visit.tab.wait_for_timeout(300)
        assert any("policy: img-src refused http://elsewhere.invalid/pixel.png" in one for one in visit.heard)
        assert any("script error: broken" in one for one in visit.heard)

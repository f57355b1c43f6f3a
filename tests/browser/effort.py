"""What a decision costs a moderator: every kind of case, decided by keys with scripts and by clicks without."""

import io
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image
from playwright.sync_api import Page, expect

from practitioners import checklists, clock
from practitioners.models import Case, Check, Reason
from practitioners.vocabulary import CaseKind, Decision, Kind, Level
from practitioners.workflow import cases, moves
from tests import factories as make
from tests.desk.room import upload

WORDS = "Seen on their site."
_MOST_TABS = 40


def new(kind: Kind) -> Case:
    """A new claim with a file, of a body whose words were read before."""
    pictures = {which: _picture(which) for which in ("before", "after")} if kind == Kind.PHOTOS else {}
    claim = make.sent(make.practitioner(f"Effort {kind.label}"), kind, **pictures)
    upload(claim, name=f"{claim.pk}.png")
    return Case.objects.get(credential=claim)


def _picture(name: str) -> str:
    """A picture of one gray dot, stored as a photo; its name there."""
    out = io.BytesIO()
    Image.new("RGB", (1, 1), "gray").save(out, "WEBP")
    return default_storage.save(f"photos/effort-{name}.webp", ContentFile(out.getvalue()))


def renewed() -> Case:
    """A license sent again with its new last day."""
    person = make.practitioner("Effort Renewal")
    make.place(person)
    license = make.verified(person, Kind.LICENSE)
    claim = make.sent(person, Kind.LICENSE, renews=license, number=license.license.number)
    upload(claim, name=f"{claim.pk}.png")
    return Case.objects.get(credential=claim)


def looked_at_once() -> Case:
    """A license that waits for its second check."""
    case = cases.take(new(Kind.LICENSE), by=make.moderator("desk-one"))
    claim = case.credential
    said = cases.Given(
        decision=Decision.VERIFY, level=Level.ISSUER, status_words="Active", expires_on=claim.license.expires_on,
        answers=dict.fromkeys(checklists.of(claim).keys, "yes"),
    )  # fmt: skip
    return cases.decide(case, said, by=make.moderator("desk-one"))


def disputed() -> Case:
    """A license about which two people found different things."""
    case = cases.take(looked_at_once(), by=make.moderator("desk-two"))
    said = cases.Given(decision=Decision.REJECT, words="The number is another one.")
    return cases.decide(case, said, by=make.moderator("desk-two"))


def shown(why: CaseKind) -> Case:
    """A license on a public page that somebody has to look at again."""
    license = make.qualified(f"Effort {why.label}").credentials.get(kind=Kind.LICENSE)
    return cases.open_case(license, why, about_until=clock.today() if why == CaseKind.RECHECK else None)


def stopped() -> Case:
    """An aftercare sheet that was suspended, and whose practitioner disagrees."""
    claim = make.verified(make.practitioner("Effort Appeal"), Kind.AFTERCARE)
    moves.suspend(claim, by=make.moderator("desk-one"), words="A complaint.")
    moves.contest(claim, by=claim.practitioner.account, words="It was answered.")
    return Case.objects.get(credential=claim, kind=CaseKind.APPEAL)


ROWS: Mapping[str, tuple[Callable[[], Case], Decision]] = {
    "license, renewal: approve": (renewed, Decision.VERIFY),
    **{f"{kind.label}: approve": (lambda kind=kind: new(kind), Decision.VERIFY) for kind in Kind},
    "license, second check: approve": (looked_at_once, Decision.VERIFY),
    "license, to settle: approve": (disputed, Decision.VERIFY),
    "Training: ask for more": (lambda: new(Kind.TRAINING), Decision.RETURN),
    "Training: reject": (lambda: new(Kind.TRAINING), Decision.REJECT),
    "license, re-check: still right": (lambda: shown(CaseKind.RECHECK), Decision.RELOOK),
    "license, re-check: suspend": (lambda: shown(CaseKind.RECHECK), Decision.SUSPEND),
    "same file: nothing to change": (lambda: shown(CaseKind.DUPLICATE), Decision.DISMISS),
    "appeal: show it again": (stopped, Decision.REINSTATE),
    "appeal: keep it suspended": (stopped, Decision.UPHOLD),
}


def furnish() -> None:
    """A reason to choose, and what the registers and lists usually say."""
    said = {"label": "Cannot be read", "text": "Part cannot be read.", "written_at": datetime.now(UTC)}
    Reason.objects.get_or_create(code="Q1", defaults=said)
    known = [
        make.verified(make.practitioner("Effort Known"), kind) for kind in (Kind.LICENSE, Kind.MEMBERSHIP)
    ]
    Check.objects.filter(credential__in=known).update(status_words="Active")


def alone(case: Case) -> Case:
    """The case as the only one that waits."""
    Case.objects.exclude(pk=case.pk).delete()
    return case


class Keys:
    """A keyboard that counts; `reach` walks with the tabulator as a person would."""

    def __init__(self, tab: Page) -> None:
        self.tab, self.count = tab, 0

    def press(self, key: str) -> None:
        """One key."""
        self.tab.keyboard.press(key)
        self.count += 1

    def type(self, words: str) -> None:
        """A key a character."""
        for character in words:
            self.press(character)

    def reach(self, selector: str) -> None:
        """Tabulator until there."""
        for _tab in range(_MOST_TABS):
            if self.tab.evaluate("chosen => document.activeElement.matches(chosen)", selector):
                return
            self.press("Tab")
        raise AssertionError(f"{selector} is out of reach")

    @property
    def at(self) -> str:
        """The name of what has the focus."""
        return str(self.tab.evaluate("() => document.activeElement.name ?? ''"))


def by_keys(tab: Page, decision: Decision) -> int:
    """Decide the next case by keys alone, from the queue until the decision is kept; the number of keys."""
    keys = Keys(tab)
    expect(tab.get_by_role("button", name="Take next")).to_be_focused()
    keys.press("Enter")
    expect(tab.locator("#decide")).to_be_visible()
    while keys.at != "decision":
        keys.press("y" if keys.at.startswith("ask-") else "1")
    values: list[str] = tab.eval_on_selector_all("[name=decision]", "all => all.map(each => each.value)")
    keys.press(str(values.index(decision.value) + 1))
    if decision in (Decision.RETURN, Decision.REJECT, Decision.SUSPEND):
        keys.reach("[name=reasons]")
        keys.press("Space")
    elif decision in (Decision.REINSTATE, Decision.UPHOLD, Decision.DISMISS):
        keys.reach("[name=words]")
        keys.type(WORDS)
        keys.reach("button[value=next]")
    keys.press("Enter")
    if decision in (Decision.REJECT, Decision.SUSPEND):
        expect(tab.locator("h1[data-focus]")).to_be_focused()
        keys.reach("button[value=confirm]")
        keys.press("Enter")
    tab.wait_for_url("**/desk/?done*")
    return keys.count


def by_clicks(tab: Page, decision: Decision) -> tuple[int, int]:
    """The same without scripts: the number of clicks, and of characters typed."""
    clicks, typed = 0, 0

    def click(found: Any) -> None:
        nonlocal clicks
        found.click()
        clicks += 1

    click(tab.get_by_role("button", name="Take next"))
    for group in tab.locator("#decide [data-ask]:visible").all():
        first = group.locator("input[type=radio]").first
        if first.get_attribute("name") != "decision" and group.is_visible():
            click(first)
    click(tab.locator(f"[name=decision][value={decision.value}]"))
    if decision in (Decision.RETURN, Decision.REJECT, Decision.SUSPEND):
        click(tab.locator("[name=reasons]").first)
    elif decision in (Decision.REINSTATE, Decision.UPHOLD, Decision.DISMISS):
        click(tab.locator("[name=words]"))
        tab.keyboard.type(WORDS)
        typed = len(WORDS)
    click(tab.get_by_role("button", name="Decide and take next"))
    if decision in (Decision.REJECT, Decision.SUSPEND):
        click(tab.locator("button[value=confirm]"))
    tab.wait_for_url("**/desk/?done*")
    return clicks, typed

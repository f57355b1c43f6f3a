"""Reason codes: chosen for a letter, and revised by seniors into a new version."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from practitioners import clock, ledger
from practitioners.errors import Invalid, NotAllowed, Overtaken
from practitioners.models import Account, Reason
from practitioners.vocabulary import Verb

LONGEST = 1000


def active() -> list[Reason]:
    """The reasons that can be chosen now, by code."""
    return list(Reason.objects.filter(active=True).order_by("code"))


def chosen(codes: Sequence[str]) -> list[Reason]:
    """The present versions of these codes, in this order; refuses one that there is not."""
    known = {reason.code: reason for reason in Reason.objects.filter(active=True, code__in=codes)}
    if unknown := [code for code in codes if code not in known]:
        raise Invalid(_("Choose reasons from the list: %(codes)s is none.") % {"codes": ", ".join(unknown)})
    return [known[code] for code in dict.fromkeys(codes)]


def letter_words(codes: Sequence[str], words: str) -> str:
    """What the practitioner reads: the paragraph of each reason, then the moderator's own words."""
    paragraphs = [reason.text for reason in chosen(codes)]
    return "\n\n".join(part for part in (*paragraphs, words.strip()) if part)


@transaction.atomic
def revise(code: str, text: str, *, by: Account, label: str = "", seen: str = "") -> Reason:
    """Give a reason new words, as its next version; letters already sent keep theirs.

    `seen` is the version that the writer's page was made from: raises Overtaken when there is a newer one.
    """
    if not by.is_senior:
        raise NotAllowed(_("Only a senior moderator can change the words of letters."))
    text = text.strip()
    if not 0 < len(text) <= LONGEST:
        raise Invalid(_("Write the paragraph, with at most %(most)s characters.") % {"most": LONGEST})
    # All its versions are locked: whoever waited for the active one alone would find none in its place.
    list(Reason.objects.select_for_update().filter(code=code).order_by("pk").values_list("pk"))
    now = Reason.objects.filter(code=code, active=True).first()
    if now is None:
        raise Invalid(_("Choose reasons from the list: %(codes)s is none.") % {"codes": code})
    if seen and seen != str(now.version):
        raise Overtaken(
            _(
                "Somebody else gave this reason new words meanwhile. Theirs are below: save yours once more to "
                "replace them."
            )
        )
    if (text, label or now.label) == (now.text, now.label):
        return now
    fresh = next_version(now, text=text, label=label, by=by)
    ledger.record(None, Verb.REASON_REVISED, by=by, code=fresh.code, version=fresh.version)
    return fresh


def next_version(now: Reason, *, text: str, label: str = "", by: Account | None = None) -> Reason:
    """Put a new version in place of the active one, which the caller holds locked."""
    Reason.objects.filter(pk=now.pk).update(active=False)
    return Reason.objects.create(
        code=now.code, version=now.version + 1, label=label.strip() or now.label, text=text, revised_by=by,
        written_at=clock.now(),
    )  # fmt: skip

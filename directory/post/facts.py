"""What each kind of letter has to say, as the facts stand when it is written."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from directory.post import links
from practitioners import clock, standard
from practitioners.models import Notice, Practitioner, Supervision
from practitioners.vocabulary import Ending, Kind, Level, NoticeKind, Visibility
from practitioners.workflow import digests

REACHABLE = (Visibility.PUBLIC, Visibility.SUSPENDED)
WHAT = {Kind.IDENTITY: "identity", Kind.AMENDMENT: "change", Kind.PHOTOS: "photos"}
"""Accepting these is put in words of its own: no document stands on the page for them."""
_ANSWERED_THERE = (NoticeKind.RETURNED, NoticeKind.REJECTED, NoticeKind.SUSPENDED, NoticeKind.UPHELD)


def of(notice: Notice) -> dict[str, Any]:
    """Everything a template of letters may use."""
    said = {
        "words": notice.words.strip(),
        "subject": notice.subject,
        "reference": f"N-{notice.pk}",
        "owed_on": timezone.localdate(notice.owed_at),
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "contact": settings.CONTACT_EMAIL,
        **_claim(notice),
    }
    match notice.kind:
        case NoticeKind.EXPIRING:
            said |= _expiring(notice)
        case NoticeKind.DETAILS:
            said |= _details(notice)
        case NoticeKind.SUPERVISION:
            said |= _supervision(notice)
        case NoticeKind.UNSUPERVISED if notice.supervision:
            said |= _unsupervised(notice, notice.supervision)
        case NoticeKind.DIGEST if notice.to:
            said |= asdict(digests.of(notice.to)) | {"link": links.to("desk:queue")}
        case NoticeKind.INVITATION if notice.invitation:
            said |= {"name": notice.invitation.public_name, "link": links.invitation(notice.invitation)}
    if said.get("optional"):
        said["stop"] = links.to("portal:account")
    return said


def _claim(notice: Notice) -> dict[str, Any]:
    """What a letter about a claim says of it; nothing for other letters."""
    credential = notice.credential
    if credential is None:
        return {}
    return {
        "claim": Kind(credential.kind).label,
        "seen_on": credential.checked_on,
        "until": credential.valid_until,
        "at_issuer": credential.level == Level.ISSUER,
        "what": WHAT.get(Kind(credential.kind), "claim"),
        "page": _page(credential.practitioner),
        "link": links.to("portal:claim", credential.pk) if notice.kind in _ANSWERED_THERE else "",
    }


def _expiring(notice: Notice) -> dict[str, Any]:
    credential = notice.credential
    if credential is None or credential.valid_until is None:
        return {}
    days = (credential.valid_until - clock.today()).days
    return {
        "days": days,
        "gone": credential.valid_until + timedelta(days=1),
        "optional": days > standard.LETTERS_ALWAYS_DAYS,
        "link": links.to("portal:renewals"),
    }


def _details(notice: Notice) -> dict[str, Any]:
    place = notice.place
    if place is None:
        return {}
    confirmed = place.details_confirmed_on or clock.today() - timedelta(days=standard.LISTED_DAYS + 1)
    due: date = confirmed + timedelta(days=standard.DETAILS_DAYS)
    gone = standard.listed_until(confirmed_on=confirmed) + timedelta(days=1)
    return {
        "place": place.practice_name,
        "due": due,
        "gone": gone,
        "late": clock.today() > due,
        "hidden": clock.today() >= gone,
        "optional": clock.today() <= due,
        "page": _page(place.practitioner),
        "link": links.to("portal:renewals"),
    }


def _supervision(notice: Notice) -> dict[str, Any]:
    """Their page is not the reader's: it is not linked."""
    return {
        "who": notice.credential.practitioner.public_name if notice.credential else "",
        "place": notice.place.practice_name if notice.place else "",
        "page": "",
        "link": links.to("portal:supervision"),
    }


def _unsupervised(notice: Notice, supervision: Supervision) -> dict[str, Any]:
    """Both sides read the same reason; only the supervised person's page says something else from then on."""
    supervised = supervision.license.practitioner
    mine = notice.to_id == supervised.account_id
    return {
        "mine": mine,
        "who": supervised.public_name,
        "supervisor": supervision.supervisor.public_name,
        "place": supervision.place.practice_name,
        "reason": Ending(supervision.ended_for).label,
        "words": supervision.ended_words,
        "page": _page(supervised) if mine else "",
        "link": links.to("portal:supervision"),
    }


def _page(practitioner: Practitioner) -> str:
    """The address of the public page, or nothing while nobody can read it."""
    if practitioner.visibility not in REACHABLE:
        return ""
    return links.to("public:profile", practitioner.slug)

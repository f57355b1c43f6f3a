"""What a claim says, as named facts; the strings are ready for the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.public.profile_record import Word
from practitioners import clock
from practitioners.models import Credential
from practitioners.standing.words import day
from practitioners.vocabulary import Kind, Status, Topic


@dataclass(frozen=True)
class Said:
    """One thing said under a fact's name, perhaps with where it can be read, and small print."""

    text: str = ""
    link: str = ""
    url: str = ""
    note: str = ""

    @property
    def leads_away(self) -> bool:
        """Whether the link leaves this site, which then vouches for nothing there."""
        return self.url.startswith("http")


@dataclass(frozen=True)
class Fact:
    """A name and what is said under it."""

    name: str
    said: tuple[Said, ...]


def fact(name: str, *said: Said | str | None) -> Fact | None:
    """The fact, or None when nothing is said."""
    found = tuple(Said(each) if isinstance(each, str) else each for each in said if each)
    return Fact(name, found) if found else None


def facts(*found: Fact | None) -> tuple[Fact, ...]:
    """Those that say something."""
    return tuple(each for each in found if each)


def web(url: str) -> str:
    """The address when it is one a browser should follow; nothing for any other scheme."""
    return url if url.startswith(("https://", "http://")) else ""


def of(credential: Credential, *, devices: Iterable[Word] = ()) -> tuple[Fact, ...]:
    """The facts of any claim but a license, which is read together with its scope."""
    match Kind(credential.kind):
        case Kind.TRAINING:
            return _training(credential)
        case Kind.INFECTION_CONTROL:
            return _infection_control(credential, devices)
        case Kind.CONSULTATION:
            return _consultation(credential)
        case Kind.AFTERCARE:
            return _aftercare(credential)
        case Kind.TRACK_RECORD:
            return _track_record(credential)
        case Kind.INSURANCE:
            return _insurance(credential)
        case _:
            return _membership(credential)


def _training(credential: Credential) -> tuple[Fact, ...]:
    detail = credential.training
    covered = [str(topic.label) for topic in Topic if topic in detail.covers]
    hands_on = _hours(detail.hands_on_hours) if detail.hands_on_hours else _("None stated")
    return facts(
        fact(_("Course"), f"{detail.course}, {detail.provider}"),
        fact(_("Completed"), day(detail.completed_on)),
        fact(_("Covers"), ", ".join(covered) or _("None of the three topics we ask for")),
        fact(_("Length"), _hours(detail.hours)),
        fact(_("Hands-on practice"), hands_on),
    )


def _infection_control(credential: Credential, devices: Iterable[Word]) -> tuple[Fact, ...]:
    detail = credential.infection_control
    opened = (
        _("Single-use, sterile, opened in front of you.")
        if detail.single_use_opened_before_client
        else _("Single-use needles opened in front of you are not stated. Ask before any treatment.")
    )
    lot = _("Lot number recorded.") if detail.lot_recorded else ""
    sharps = detail.sharps_contract_until
    return facts(
        fact(
            _("Certificate"), _("%(name)s, %(day)s") % {"name": detail.certificate, "day": day(detail.certified_on)}
        ),
        fact(_("Certificate expires"), day(detail.expires_on)),
        fact(_("Written protocol"), _("Dated %(day)s") % {"day": day(detail.protocol_dated)}),
        fact(_("Needles"), f"{opened} {lot}".strip()),
        fact(_("Sharps disposal"), _("Contract until %(day)s") % {"day": day(sharps)} if sharps else None),
        fact(_("Surfaces"), detail.surfaces),
        fact(_("Hands"), detail.hand_hygiene),
        fact(_("After a needlestick"), detail.after_needlestick),
        fact(_("Device"), *(Said(word.label, note=word.note) for word in devices)),
        _attested(credential),
    )  # fmt: skip


def _consultation(credential: Credential) -> tuple[Fact, ...]:
    detail = credential.consultation
    where = _("in person") if detail.in_person else _("by phone or video")
    wait = detail.days_before_treatment
    gap = (
        ngettext(
            "At least %(days)s day before treatment", "At least %(days)s days before treatment", wait
        ) % {"days": wait}
        if wait
        else _("Can be on the day of treatment. You can ask for time to think.")
    )  # fmt: skip
    return facts(
        fact(
            _("Consultation"), _("%(minutes)s minutes, %(where)s") % {"minutes": detail.minutes, "where": where}
        ),
        fact(_("Time to decide"), gap),
        fact(_("Asks about"), detail.asks_about),
        fact(_("Turns away"), detail.turns_away),
        _attested(credential),
    )  # fmt: skip


def _aftercare(credential: Credential) -> tuple[Fact, ...]:
    detail = credential.aftercare
    shown = detail.sheet_public and credential.status == Status.VERIFIED and _holds(credential)
    sheet = Said(link=_("Read the sheet"), url=reverse("public:sheet", args=[credential.practitioner.slug]))
    return facts(
        fact(_("Written sheet"), sheet if shown else None),
        fact(_("Written sheet covers"), detail.covers),
        fact(_("Warning signs it names"), detail.warning_signs),
        fact(_("Who to contact"), detail.contact),
        fact(_("Follow-up"), detail.follow_up),
        _attested(credential),
    )


def _holds(credential: Credential) -> bool:
    """Whether it has not run out."""
    return credential.valid_until is not None and clock.today() <= credential.valid_until


def _track_record(credential: Credential) -> tuple[Fact, ...]:
    detail = credential.track_record
    months = ngettext("%(months)s month", "%(months)s months", detail.months) % {"months": detail.months}
    period = _("%(begin)s to %(end)s (%(months)s)") % {
        "begin": day(detail.period_from), "end": day(detail.period_to), "months": months,
    }  # fmt: skip
    return facts(
        fact(_("Period"), period),
        fact(_("Scalp treatments"), str(detail.treatments)),
        fact(_("Clients"), str(detail.clients) if detail.clients is not None else None),
        fact(_("How it was counted"), detail.how_counted),
        fact(_("Complications, by type"), *_complications(detail.complications)),
        fact(_("Follow-up"), detail.follow_up),
    )


def _complications(counted: object) -> list[str]:
    """The counts as stated; an empty list is not the same as none having happened, and says so."""
    if not isinstance(counted, Mapping) or not counted:
        return [_("None are listed in the summary. Ask how they are recorded.")]
    named = ((str(kind).replace("_", " ").capitalize(), count) for kind, count in counted.items())
    return [f"{name}: {count}" for name, count in sorted(named)]


def _insurance(credential: Credential) -> tuple[Fact, ...]:
    detail = credential.insurance
    covers = (
        _("Scalp microneedling is named")
        if detail.covers_scalp_microneedling
        else _("Scalp microneedling is not named")
    )
    period = {"begin": day(detail.starts_on), "end": day(detail.ends_on)}
    return facts(
        fact(_("Insurer"), detail.insurer),
        fact(_("Covers"), covers),
        fact(_("Policy period"), _("%(begin)s to %(end)s") % period),
    )


def _membership(credential: Credential) -> tuple[Fact, ...]:
    detail = credential.membership
    listed = web(detail.list_url)
    return facts(
        fact(_("Body"), Said(detail.body, note=_("A voluntary register, not a license."))),
        fact(_("Its list"), Said(link=_("Look the name up there"), url=listed) if listed else None),
        fact(_("Membership ends"), day(detail.ends_on)),
    )


def _attested(credential: Credential) -> Fact | None:
    return fact(_("Practitioner’s signed statement"), day(credential.attested_on))


def _hours(number: int) -> str:
    return ngettext("%(hours)s hour", "%(hours)s hours", number) % {"hours": number}

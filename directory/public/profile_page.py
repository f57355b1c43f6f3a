"""A record made ready for the template: every string, tone and link it prints."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.public import photos, profile_license, profile_panel, profile_places, profile_words, structured
from practitioners import standard
from practitioners.standing.words import day
from practitioners.vocabulary import Visibility, Worth

if TYPE_CHECKING:
    from directory.public.profile_record import Record
    from practitioners.standing import PracticeStanding


def context(record: "Record") -> dict[str, Any]:
    """All that a profile shows; a suspended one keeps its name, its places' towns and its license's register."""
    person = record.practitioner
    suspended = person.visibility == Visibility.SUSPENDED
    description = structured.description(record)
    address = settings.SITE_URL + reverse("public:profile", args=[person.slug])
    shared = {
        "practitioner": person,
        "preview": person.visibility in (Visibility.DRAFT, Visibility.CLOSED),
        "suspended_on": day(person.suspended_on),
        "practices": profile_places.practices(record, offers=not suspended),
        "address": address,
        "description": description,
        "structured": structured.script(
            structured.profile(record, site=settings.SITE_URL, description=description)
        ),
        "today": day(record.on),
        "lede": _lede(record),
    }
    if suspended:
        return shared | {"registers": profile_license.registers(record)}
    return shared | {
        "standing": record.first,
        "counts": _counts(record.first) if record.first else {},
        "rest": _rest(record.first) if record.first else [],
        "checked": _checked(record),
        **photos.context(record),
        "articles": profile_panel.articles(record),
        "extras": profile_panel.extras(record),
        "offers": profile_places.offers(record),
        "cannot_tell": profile_words.CANNOT_TELL,
        "questions": profile_words.QUESTIONS,
        "more_questions": profile_words.MORE_QUESTIONS,
        "not_provided": profile_words.NOT_PROVIDED,
        "demonstration_rules": profile_license.rests_on_demonstration(record),
    }


def _lede(record: "Record") -> str:
    """What the person is and where, as far as the directory's own words go."""
    profession, places = _(record.practitioner.profession.label), [str(s.place) for s in record.standings]
    if not places:
        return profession
    said = _("%(profession)s at %(place)s") % {"profession": profession, "place": places[0]}
    others = len(places) - 1
    more = ngettext("and %(others)s other place", "and %(others)s other places", others) % {"others": others}
    return f"{said}, {more}" if others else said


def _counts(standing: "PracticeStanding") -> dict[str, int]:
    """How many of the six are confirmed, seen and stated, by the level's key."""
    return {level.key: number for level, number in standing.counts.items()}


def _rest(standing: "PracticeStanding") -> list[str]:
    """What the sentence of counts leaves open: what is missing, has run out, or does not count here."""
    strip = standing.strip
    missing = sum(each.worth == Worth.NONE for each in strip)
    lapsed = sum(each.worth == Worth.LAPSED for each in strip)
    suspended = sum(each.worth == Worth.SUSPENDED for each in strip)
    short = [str(each.criterion.label) for each in strip if each.shortfall]
    said = [
        ngettext("%(n)s is not provided.", "%(n)s are not provided.", missing) % {"n": missing} if missing else "",
        ngettext("%(n)s has expired.", "%(n)s have expired.", lapsed) % {"n": lapsed} if lapsed else "",
        ngettext("%(n)s is suspended.", "%(n)s are suspended.", suspended) % {"n": suspended} if suspended else "",
        _("Seen, but it does not count here today: %(which)s.") % {"which": ", ".join(short)} if short else "",
    ]  # fmt: skip
    return [sentence for sentence in said if sentence]


def _checked(record: "Record") -> list[str]:
    """The latest look by a person, and the day the first of what holds runs out."""
    counted = [c for c in record.practitioner.credentials.all() if c.kind in standard.COUNTED_KINDS]
    looked = [c.checked_on for c in counted if c.checked_on]
    ends = [each.until for each in record.first.strip if each.met and each.until] if record.first else []
    said = []
    if looked:
        said.append(_("Last looked at by a moderator on %(day)s.") % {"day": day(max(looked))})
    if ends:
        said.append(
            _("The first of these runs out after %(day)s, unless it is renewed or checked again.")
            % {"day": day(min(ends))}
        )
    return said

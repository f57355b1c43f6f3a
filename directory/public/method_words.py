"""The Standard in plain words, its numbers filled in from `practitioners.standard` when a page is asked for."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from practitioners import standard
from practitioners.vocabulary import Criterion, Level, Topic, Worth


@dataclass(frozen=True)
class Row:
    """One criterion of the Standard."""

    key: str
    name: str
    why: str
    evidence: str
    level: str
    tone: str
    holds: str


@dataclass(frozen=True)
class Meaning:
    """A word of the site with what it means and what it does not."""

    tone: str
    label: str
    means: str
    does_not: str


def rows() -> list[Row]:
    """The six criteria with why they matter, what we look at, the level asked for, and how long it holds."""
    return [
        Row(
            criterion.value, str(criterion.label), _why(criterion), _evidence(criterion),
            str(standard.DEMANDS[criterion].level.label), standard.DEMANDS[criterion].level.key, _holds(criterion),
        )
        for criterion in Criterion
    ]  # fmt: skip


def _why(criterion: Criterion) -> str:
    return {
        Criterion.LICENSE: _(
            "Needles enter the skin. The law of the place decides who may do that, and how deep."
        ),
        Criterion.TRAINING: _(
            "The scalp is not the face. Depth, anatomy and healing have to be learned for the scalp."
        ),
        Criterion.INFECTION_CONTROL: _(
            "Used or dirty needles can pass on infections, some of them for life."
        ),
        Criterion.CONSULTATION: _(
            "Some people should see a doctor first. Somebody has to ask about history and medicines."
        ),
        Criterion.AFTERCARE: _(
            "Written instructions tell you what to do, what is a warning sign, and who to call."
        ),
        Criterion.TRACK_RECORD: _("Experience with the scalp, with counts that say how they were counted."),
    }[criterion]


def _evidence(criterion: Criterion) -> str:
    said = {
        Criterion.LICENSE: _(
            "The license number, read on the issuer’s own register or matched in a list imported from the issuer."
            " It must cover the place and the needle depth used, and show no restriction that touches the treatment."
        ),
        Criterion.TRAINING: _("Course certificates. The current ones together must cover: %(topics)s."),
        Criterion.INFECTION_CONTROL: _(
            "A bloodborne-pathogen or infection-control certificate, and a written protocol with a signed statement."
        ),
        Criterion.CONSULTATION: _("The blank consultation form, with a signed statement."),
        Criterion.AFTERCARE: _("The written aftercare sheet, with a signed statement."),
        Criterion.TRACK_RECORD: _(
            "A summary of the treatment log over at least %(months)s months and %(treatments)s scalp treatments,"
            " with a sample shown to a moderator."
        ),
    }[criterion]
    return said % {
        "topics": ", ".join(str(topic.label).lower() for topic in Topic if topic in standard.TOPICS),
        "months": standard.MINIMUM_PRACTICE_MONTHS,
        "treatments": standard.MINIMUM_TREATMENTS,
    }


def _holds(criterion: Criterion) -> str:
    said = {
        Criterion.LICENSE: _(
            "Until its expiry date on the register, and never longer than %(license)s days after we last read it."
        ),
        Criterion.TRAINING: _("%(training)s months after the check."),
        Criterion.INFECTION_CONTROL: _(
            "The earliest of: %(infection)s months after the date on the certificate, its own expiry date,"
            " %(attested)s months after the signed statement."
        ),
        Criterion.CONSULTATION: _("%(attested)s months after the signed statement."),
        Criterion.AFTERCARE: _("%(attested)s months after the signed statement."),
        Criterion.TRACK_RECORD: _("%(track)s months after the check."),
    }[criterion]
    return said % {
        "license": standard.LICENSE_LOOK_DAYS, "training": standard.TRAINING_MONTHS,
        "infection": standard.INFECTION_CONTROL_MONTHS, "attested": standard.ATTESTATION_MONTHS,
        "track": standard.TRACK_RECORD_MONTHS,
    }  # fmt: skip


def levels() -> list[Meaning]:
    """The four levels, strongest first."""
    looks = standard.looks_needed(Level.ISSUER)
    register = (
        _(
            "Two moderators read the issuer’s own register, each by themselves, and agree. Or the entry matches the"
        )
        if looks > 1
        else _("One moderator read the issuer’s own register. Or the entry matches the")
    )
    said = [register, _("list we imported from the issuer exactly.")]
    if looks > 1:
        said.append(_("At a later look one moderator reads it again."))
    return [
        Meaning(
            "issuer", str(Level.ISSUER.label), " ".join(said),
            _("That the issuer tested skill in this treatment."),
        ),
        Meaning(
            "document", str(Level.DOCUMENT.label),
            _("A document names this person and is in date. The issuer has not confirmed it."),
            _("That the document is genuine beyond what we could see."),
        ),
        Meaning(
            "statement", str(Level.STATEMENT.label), _("The practitioner told us. Nobody has checked it."),
            _("Anything. Ask about it."),
        ),
        Meaning("none", str(Level.NONE.label), _("There is no answer."), _("Bad practice.")),
    ]  # fmt: skip


def states() -> list[Meaning]:
    """What time, a moderator or the law of a place makes of a level."""
    return [
        Meaning(
            "expiring", str(Worth.EXPIRING.label),
            _("It was confirmed or seen. It runs out within %(days)s days.") % {"days": standard.EXPIRING_DAYS},
            _("That it has lapsed."),
        ),
        Meaning(
            "lapsed", str(Worth.LAPSED.label),
            _("It was shown before and its time has run out. It stops counting by itself after its last day."),
            _("Guilt."),
        ),
        Meaning(
            "suspended", str(Worth.SUSPENDED.label),
            _("It was shown before. It was stopped at the source, or while we look into it."), _("Guilt."),
        ),
        Meaning(
            "short", _("Seen, but does not count here"),
            _("We saw it, but it does not meet the Standard at this place. The reason stands beside it, for example:"
              " “Scope unclear here: ask the board”."),
            _("That the record is false."),
        ),
    ]  # fmt: skip


def limits() -> list[tuple[str, str]]:
    """What no check here can establish, a heading and a plain paragraph each."""
    return [
        (_("Skill"), _("We read records. We have not watched a treatment or inspected the premises.")),
        (
            _("Whether it suits you"),
            _("That depends on your health. Only a consultation can find out, and sometimes only a doctor."),
        ),
        (
            _("Whether it works for you"),
            _(
                "Small studies suggest it can add to minoxidil for pattern hair loss. Results vary and are not"
                " guaranteed."
            ),
        ),
        (
            _("What happened after our last look"),
            _("A check is a snapshot. It can change after our date. That is why every check has a date and runs out."),
        ),
        (
            _("Complaints still being looked into"),
            _("Most registers show a complaint only once it is decided. Some never show it."),
        ),
        (
            _("What the law means in a case"),
            _("Rules differ by place, license and needle depth, and they change. Where we could not establish the rule"
              " we say so, and the license does not count there. Ask the board."),
        ),
        (
            _("People who are not listed"),
            _("Practitioners are listed because they asked to be. Absence from this directory means nothing."),
        ),
    ]  # fmt: skip

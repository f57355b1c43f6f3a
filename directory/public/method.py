"""How we check: the published Standard from its one source, and the site's own numbers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from directory.public import method_words, numbers
from directory.web import doors
from directory.web.pages import page
from practitioners import clock, standard
from practitioners.vocabulary import Level


@require_safe
@doors.everyone
def how_we_check(request: HttpRequest) -> HttpResponse:
    """The published Standard; every number comes from `practitioners.standard`."""
    context = {"rows": method_words.rows(), "numbers": _numbers(), "version": standard.VERSION}
    return page(request, "public/how_we_check.html", context)


@require_safe
@doors.everyone
def levels(request: HttpRequest) -> HttpResponse:
    """What each level means and what it does not."""
    return page(
        request, "public/levels.html", {"levels": method_words.levels(), "states": method_words.states()}
    )


@require_safe
@doors.everyone
def limits(request: HttpRequest) -> HttpResponse:
    """What a directory cannot know."""
    return page(request, "public/limits.html", {"limits": method_words.limits(), "numbers": _numbers()})


@require_safe
@doors.everyone
def money(request: HttpRequest) -> HttpResponse:
    """Who pays for this site, and what nobody can buy."""
    return page(request, "public/money.html")


@require_safe
@doors.everyone
def for_practitioners(request: HttpRequest) -> HttpResponse:
    """What a listing asks for, what becomes public, and what it costs."""
    return page(
        request, "public/for_practitioners.html", {"rows": method_words.rows(), "numbers": _numbers()}
    )


@require_safe
@doors.everyone
def our_numbers(request: HttpRequest) -> HttpResponse:
    """True counts of today, rounded so that nobody can be picked out."""
    return page(request, "public/numbers.html", {"counted": numbers.count(on=clock.today())})


def _numbers() -> dict[str, Any]:
    """The Standard's numbers by name, read when the page is asked for."""
    return {
        "license_days": standard.LICENSE_LOOK_DAYS,
        "training_months": standard.TRAINING_MONTHS,
        "infection_control_months": standard.INFECTION_CONTROL_MONTHS,
        "attestation_months": standard.ATTESTATION_MONTHS,
        "track_record_months": standard.TRACK_RECORD_MONTHS,
        "membership_days": standard.MEMBERSHIP_LOOK_DAYS,
        "identity_months": standard.IDENTITY_MONTHS,
        "refused_days": standard.REFUSED_IDENTITY_DAYS,
        "photos_months": standard.PHOTOS_MONTHS,
        "expiring_days": standard.EXPIRING_DAYS,
        "details_days": standard.DETAILS_DAYS,
        "listed_days": standard.LISTED_DAYS,
        "practice_months": standard.MINIMUM_PRACTICE_MONTHS,
        "treatments": standard.MINIMUM_TREATMENTS,
        "looks": standard.looks_needed(Level.ISSUER),
        "share": standard.second_check_share(),
    }

"""The first page: one box, what to look for, and true counts."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from directory.public.measures import whole
from directory.public.results import radius_words
from directory.web import doors
from directory.web.filters import MILE_COUNTRIES, USUAL_RADIUS, WITHIN
from directory.web.pages import page
from practitioners import clock, standard
from practitioners.models import Credential, Listing
from practitioners.vocabulary import Criterion, Kind, Level, Visibility

# What a client should look for, in the order of the six.
LOOK_FOR = {
    Criterion.LICENSE: lazy(
        "A license that covers this treatment, at this address and needle depth. We read it on the issuer's own "
        "register."
    ),
    Criterion.TRAINING: lazy("Courses in microneedling technique, scalp anatomy and how skin heals."),
    Criterion.INFECTION_CONTROL: lazy(
        "Single-use needles opened in front of you, a written cleaning protocol, a certificate in date."
    ),
    Criterion.CONSULTATION: lazy(
        "A talk before any treatment: your history, your medicines, and who they turn away."
    ),
    Criterion.AFTERCARE: lazy("Written instructions, warning signs, and someone to call."),
    Criterion.TRACK_RECORD: lazy("Scalp treatments they can count and show, not only years in business."),
}


@dataclass(frozen=True)
class Thing:
    """One thing to look for, with the search for people who meet it."""

    criterion: Criterion
    sentence: str
    href: str


@require_safe
@doors.everyone
def home(request: HttpRequest) -> HttpResponse:
    """The search box, three steps, the six things, and how many people are listed today."""
    find = reverse("public:find")
    things = [Thing(c, str(said), f"{find}?meets={c.value}") for c, said in LOOK_FOR.items()]
    unit = "mi" if settings.DEFAULT_COUNTRY in MILE_COUNTRIES else "km"
    radii = [(value, radius_words(value, unit=unit), value == USUAL_RADIUS) for value in WITHIN]
    return page(request, "public/home.html", {"things": things, "counts": counts(), "radii": radii})


def counts() -> list[str]:
    """What the directory holds today, as dated sentences: two queries."""
    today = clock.today()
    people = Listing.objects.on(today).aggregate(
        listed=Count("practitioner", distinct=True),
        qualified=Count("practitioner", distinct=True, filter=Q(qualified_until__gte=today)),
    )
    licenses = Credential.objects.current(today).filter(
        kind=Kind.LICENSE, level=Level.ISSUER, practitioner__visibility=Visibility.PUBLIC
    )
    return _sentences({**people, "licenses": licenses.count()})


def _sentences(number: dict[str, Any]) -> list[str]:
    listed, qualified, licenses = number["listed"], number["qualified"], number["licenses"]
    return [
        ngettext(
            "%(count)s practitioner can be found today.",
            "%(count)s practitioners can be found today.",
            listed,
        )
        % {"count": whole(listed)},
        ngettext(
            "%(count)s meets the published Standard in all six today.",
            "%(count)s meet the published Standard in all six today.",
            qualified,
        )
        % {"count": whole(qualified)},
        ngettext(
            "%(count)s license confirmed at source in the last %(days)s days.",
            "%(count)s licenses confirmed at source in the last %(days)s days.",
            licenses,
        )
        % {"count": whole(licenses), "days": standard.LICENSE_LOOK_DAYS},
    ]

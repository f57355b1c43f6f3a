"""Suspended people: an exact name finds one line that says so, and nothing else in search does."""

from django.urls import reverse
from django.utils.translation import gettext as _

from directory.public.results import Link
from directory.web.filters import ListingFilter
from practitioners.folding import fold
from practitioners.models import Practitioner
from practitioners.standing.words import day
from practitioners.vocabulary import Visibility


def namesakes(asked: ListingFilter) -> list[Link]:
    """Suspended people of exactly this name, with the day: one query."""
    if not asked.by_name:
        return []
    people = Practitioner.objects.filter(
        visibility=Visibility.SUSPENDED, listings__sort_key=fold(asked.text)
    ).distinct()
    return [
        Link(
            _("%(name)s: suspended on %(day)s")
            % {"name": person.public_name, "day": day(person.suspended_on)},
            reverse("public:profile", args=[person.slug]),
        )
        for person in people
    ]

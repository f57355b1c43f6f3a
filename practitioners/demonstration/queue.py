"""Work for the desk of a demonstration: cases of every kind, by the verbs, about people of the crowd.

What waits after the past was played are new claims and renewals of statements; the other kinds are brought about here.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Exists, Max, OuterRef

from practitioners import clock, listings, notices
from practitioners.demonstration import queue_desk, queue_papers, queue_sent
from practitioners.models import Account, Case, Practitioner
from practitioners.vocabulary import Visibility

RENEWED, TEXTS, FACTS, NAMES, PHOTOGRAPHED = 10, 4, 3, 1, 2


def fill(moderators: Sequence[Account]) -> None:
    """Bring about cases of every kind, as far as there are people for them. Nobody is written to."""
    quiet = _quiet()
    # What is found today must not be worked out on the days that are played.
    with listings.postponed(), notices.unowed():
        renewals = [
            queue_sent.license(person, number)
            for number, person in _some(quiet, RENEWED, queue_sent.shown_license)
        ]
        for number, person in _some(quiet, TEXTS):
            queue_sent.text(person, number)
        for number, person in _some(quiet, FACTS):
            queue_sent.facts(person, number)
        for number, person in _some(quiet, NAMES):
            queue_sent.name(person, number)
        for number, person in _some(quiet, PHOTOGRAPHED, queue_sent.may_show_photos):
            queue_sent.pictures_of(person, number)
        queue_desk.fill(renewals, moderators, since=clock.today() - timedelta(days=queue_sent.DAYS))
        queue_papers.draw()


def _quiet() -> Iterator[Practitioner]:
    """People of the crowd with a public page about whom nothing waits and to whom nothing happened lately."""
    with clock.at(clock.today() - timedelta(days=queue_sent.DAYS)):
        before = clock.now()
    busy = Case.objects.open().filter(credential__practitioner=OuterRef("pk"))
    people = Practitioner.objects.filter(
        ~Exists(busy), visibility=Visibility.PUBLIC, account__email__startswith="person"
    )
    calm = people.alias(last=Max("events__at")).filter(last__lt=before)
    return iter(list(calm.select_related("account").order_by("pk")))


def _some(
    people: Iterator[Practitioner], count: int, fits: Callable[[Practitioner], Any] = bool
) -> Iterator[tuple[int, Practitioner]]:
    """The next so many who fit, with a number each; fewer when there are no more."""
    number = 0
    while number < count and (person := next(people, None)):
        if fits(person):
            yield number, person
            number += 1

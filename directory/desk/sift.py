"""What the lists of the desk share: a question in the address, narrowed by it or told what is wrong with it."""

from typing import Any

import django_filters
from django.utils.translation import gettext as _

from directory.web.addresses import Address
from directory.web.filters import Problem


class Sift(django_filters.FilterSet):
    """A list, narrowed. A wrong value is a problem, and then nothing is shown."""

    links: frozenset[str] = frozenset()
    """The names that are chosen by links, so that no field can be led to."""

    @property
    def here(self) -> Address:
        """The question as a link, without the page."""
        said = ((name, str(self.data.get(name, ""))) for name in self.filters)
        return Address("", tuple(pair for pair in said if pair[1]))

    @property
    def fitting(self) -> Any:
        """The rows that fit, as a queryset; none when the question is wrong."""
        return self.queryset.none() if self.problems else self.qs

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the question, a sentence each."""
        return [
            Problem(
                _("“%(name)s” has no such choice. Choose one from the list.")
                % {"name": self.filters[name].label},
                "" if name in self.links else f"#id_{name}",
            )
            for name in self.form.errors
        ]

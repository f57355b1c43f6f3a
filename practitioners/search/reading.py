"""What a text can be read as: a point, an area, or a choice between places."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Point:
    """One spot on earth in micro-degrees; `country` is empty for bare coordinates.

    What an address needs besides (part of the country, towns, code) is known of towns and postcodes only.
    """

    label: str
    lat: int
    lon: int
    country: str
    region: str = field(default="", compare=False)
    towns: tuple[str, ...] = field(default=(), compare=False)
    postcode: str = field(default="", compare=False)


@dataclass(frozen=True)
class Area:
    """A whole jurisdiction by its code, such as "US" or "US-TX"."""

    label: str
    jurisdiction: str


@dataclass(frozen=True)
class Choice:
    """A place to offer as a link; `read(query)` gives exactly this place."""

    label: str
    query: str


@dataclass(frozen=True)
class Reading:
    """What was found: at most one of point and area, other readings to offer, or several places to choose from."""

    point: Point | None = None
    area: Area | None = None
    others: tuple[Choice, ...] = ()
    choices: tuple[Choice, ...] = ()

    @property
    def found(self) -> bool:
        """Whether the text is one place, so that a search can go ahead."""
        return self.point is not None or self.area is not None

"""Random small directories around one day, with every date close enough to collide with another.

`worlds(settled=True)` are such as the guards leave behind: nothing in them begins after `TODAY`.
"""

import os
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from practitioners import standard
from practitioners.vocabulary import Depth, Kind, Level, Status, Topic, Verdict, Visibility
from tests.worlds import LONG_AGO, Backing, Claim, Limit, Person, Rule, Spot, World

TODAY = date(2026, 3, 10)
LAWS = ("US", "US-TX", "US-OK", "GB")
TYPES = ("us-esthetician", "us-nurse")
DEPTHS = (Depth.UP_TO_03, Depth.FROM_15)
DECIDED = (Status.VERIFIED, Status.SUSPENDED, Status.SUPERSEDED)
NAMES = ("Ada Stone", "Ben Draft", "Cleo O'Brien")


def examples(count: int) -> settings:
    """So many examples, the same ones wherever CI is set."""
    return settings(
        max_examples=count,
        deadline=None,
        derandomize="CI" in os.environ,
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.function_scoped_fixture,
        ],
    )


def mostly(usual: Any, *others: Any) -> st.SearchStrategy[Any]:
    """The usual value nine times in ten: one flaw at a time tells more than many."""
    return st.sampled_from([usual] * 9 * len(others) + list(others))


def days(first: int, last: int) -> st.SearchStrategy[date]:
    """Days counted from TODAY."""
    return st.integers(first, last).map(lambda number: TODAY + timedelta(days=number))


def begun(*, settled: bool) -> st.SearchStrategy[date]:
    """When something began: not after TODAY in a settled world."""
    return days(-5, 0 if settled else 6)


@st.composite
def claims(draw: st.DrawFn, kind: Kind, *, settled: bool, places: int, others: list[int]) -> Claim:
    """One credential of this kind: shown more often than not, with its details near the limits of the Standard."""
    status = draw(mostly(Status.VERIFIED, *Status))
    decided = status in DECIDED
    usual = Level.ISSUER if kind == Kind.LICENSE else Level.DOCUMENT
    level = draw(mostly(usual, Level.DOCUMENT, Level.ISSUER)) if decided else Level.NONE
    first = draw(begun(settled=settled)) if decided else None
    place = draw(st.none() | st.integers(0, places - 1)) if draw(mostly(0, 1)) else None
    is_license = kind == Kind.LICENSE
    return Claim(
        kind=kind, status=status, level=level, valid_from=first, checked_on=first, place=place,
        valid_until=first + timedelta(days=draw(st.integers(0, 9))) if first else None,
        says=draw(details(kind)),
        limits=tuple(draw(limits(settled=settled)) for _ in range(2) if is_license and draw(st.integers(0, 3)) == 3),
        backings=tuple(
            draw(backings(supervisor, place, settled=settled))
            for supervisor in others for place in range(places) if is_license and draw(mostly(True, False))
        ),
    )  # fmt: skip


@st.composite
def details(draw: st.DrawFn, kind: Kind) -> dict[str, Any]:
    """What the claim says that bears on its worth."""
    match kind:
        case Kind.LICENSE:
            return {"law": draw(mostly("US", *LAWS)), "type": draw(st.sampled_from(TYPES))}
        case Kind.TRAINING:
            return {"covers": draw(mostly(frozenset(Topic), *(frozenset({topic}) for topic in Topic)))}
        case Kind.TRACK_RECORD:
            months = standard.MINIMUM_PRACTICE_MONTHS
            start = draw(st.dates(date(2023, 11, 1), date(2024, 3, 31)))
            end = standard.months_after(start, draw(mostly(months + 3, months - 1, months)))
            few = standard.MINIMUM_TREATMENTS - 1
            return {
                "period_from": start, "period_to": end - timedelta(days=draw(st.integers(0, 1))),
                "treatments": draw(mostly(few + 40, few, few + 1)),
            }  # fmt: skip
        case Kind.INSURANCE:
            return {"covers_scalp_microneedling": draw(mostly(True, False))}
        case _:
            return {}


@st.composite
def limits(draw: st.DrawFn, *, settled: bool) -> Limit:
    """A restriction; when it starts is free, for what is still to come only takes away."""
    lifted = draw(st.none() | begun(settled=settled))
    return Limit(starts_on=draw(days(-6, 9)), lifted_on=lifted, touches=draw(st.booleans()))


@st.composite
def backings(draw: st.DrawFn, supervisor: int, place: int, *, settled: bool) -> Backing:
    """This supervisor: asked, confirmed, or ended."""
    confirmed = draw(mostly(LONG_AGO, None)) or draw(st.none() | begun(settled=settled))
    ended = draw(mostly(0, 1))
    return Backing(
        supervisor=supervisor, place=place, confirmed_on=confirmed,
        ended_on=max(confirmed or LONG_AGO, draw(begun(settled=settled))) if ended else None,
    )  # fmt: skip


@st.composite
def people(draw: st.DrawFn, number: int, *, crowd: int, settled: bool, kinds: list[Kind]) -> Person:
    """A person with one or two places and claims of these kinds, less some and a few more."""
    latest = standard.LISTED_DAYS
    confirmed = mostly(TODAY, None, *(TODAY - timedelta(days=latest + late) for late in (-3, -1, 0, 1)))
    spots = draw(
        st.lists(st.builds(Spot, law=mostly("US-TX", *LAWS), confirmed_on=confirmed), min_size=1, max_size=2)
    )
    others = [other for other in range(crowd) if other != number]
    claimed = [kind for kind in kinds if draw(mostly(True, False))]
    claimed += draw(st.lists(st.sampled_from(kinds), max_size=2))
    return Person(
        name=NAMES[number], spots=tuple(spots), depth=draw(mostly(*DEPTHS)),
        visibility=draw(mostly(Visibility.PUBLIC, *Visibility)),
        claims=tuple(draw(claims(kind, settled=settled, places=len(spots), others=others)) for kind in claimed),
    )  # fmt: skip


@st.composite
def rules(draw: st.DrawFn, *, settled: bool) -> tuple[Rule, ...]:
    """A reading for the whole country more often than not, with states that read it otherwise.

    Estheticians mostly need a supervisor and nurses mostly do not, so that one can stand behind the other.
    """
    confirmed = st.one_of([st.just(LONG_AGO)] * 8 + [st.none(), begun(settled=settled)])
    usual = {"us-esthetician": Verdict.SUPERVISED, "us-nurse": Verdict.ALLOWED}
    found = [
        Rule(law, type_, depth, draw(mostly(usual[type_], *Verdict)), draw(confirmed))
        for law in LAWS
        for type_ in TYPES
        for depth in DEPTHS
        if draw(mostly(True, False) if law == "US" else mostly(False, True))
    ]
    return tuple(found)


def worlds(*, settled: bool) -> st.SearchStrategy[World]:
    """A small directory, with any records or with a license that counts under a supervisor."""
    return crowds(settled=settled) | supervised(settled=settled)


@st.composite
def crowds(draw: st.DrawFn, *, settled: bool) -> World:
    """Two or three people under random laws; they may stand behind each other's licenses.

    Half of these have licenses only, with more of what bears on them.
    """
    crowd = draw(st.integers(2, 3))
    kinds = draw(st.sampled_from([list(Kind), [Kind.LICENSE]]))
    return World(
        laws={law: draw(mostly(True, False)) for law in LAWS},
        types={type_: draw(mostly(False, True)) for type_ in TYPES},
        rules=draw(rules(settled=settled)),
        people=tuple(
            draw(people(number, crowd=crowd, settled=settled, kinds=kinds)) for number in range(crowd)
        ),
    )


FLAWS = (
    "ended", "confirmed", "where", "visibility", "level", "status", "bound", "limit", "own_limit", "from", "law",
    "verdict", "reading", "own_reading", "state", "place", "laws", "types", "depth",
)  # fmt: skip


@st.composite
def supervised(draw: st.DrawFn, *, settled: bool) -> World:
    """An esthetician under a nurse where all is as it must be, but for one or two things that may be otherwise."""
    flaws = draw(st.lists(st.sampled_from(FLAWS), min_size=1, max_size=2, unique=True))

    def unless(flaw: str, usual: Any, other: st.SearchStrategy[Any]) -> Any:
        return draw(other) if flaw in flaws else usual

    start, end, depth = (
        TODAY - timedelta(days=5),
        TODAY + timedelta(days=draw(st.integers(0, 9))),
        Depth.UP_TO_03,
    )
    some_day, verdicts, laws = (
        st.none() | begun(settled=settled),
        st.sampled_from(Verdict),
        st.sampled_from(LAWS),
    )
    confirmed = unless("confirmed", LONG_AGO, some_day)
    ended = unless("ended", None, begun(settled=settled))
    backing = Backing(
        supervisor=1, place=unless("where", 0, st.just(1)), confirmed_on=confirmed,
        ended_on=max(ended, confirmed or LONG_AGO) if ended else None,
    )  # fmt: skip
    usual = {"kind": Kind.LICENSE, "checked_on": start, "valid_until": end}
    own = Claim(
        **usual, level=Level.ISSUER, valid_from=start, says={"law": "US", "type": "us-esthetician"},
        backings=(backing,), limits=unless("own_limit", (), st.tuples(limits(settled=settled))),
    )  # fmt: skip
    theirs = Claim(
        **usual, level=unless("level", Level.ISSUER, st.just(Level.DOCUMENT)), place=unless("bound", None, st.just(0)),
        status=unless("status", Status.VERIFIED, st.sampled_from(DECIDED)),
        valid_from=unless("from", start, days(-5, 0)), limits=unless("limit", (), st.tuples(limits(settled=settled))),
        says={"law": unless("law", "US", laws), "type": "us-nurse"},
    )  # fmt: skip
    states = st.builds(Rule, st.just("US-TX"), st.sampled_from(TYPES), st.just(depth), verdicts)
    verdict, reading = unless("verdict", Verdict.ALLOWED, verdicts), unless("reading", LONG_AGO, some_day)
    read = (
        Rule("US", "us-esthetician", depth, Verdict.SUPERVISED, unless("own_reading", LONG_AGO, some_day)),
        Rule("US", "us-nurse", depth, verdict, reading),
        *unless("state", (), st.tuples(states)),
    )
    spots = (Spot(unless("place", "US-TX", laws), TODAY), Spot("US-OK", TODAY))
    return World(
        laws=dict.fromkeys(LAWS, True) | unless("laws", {}, st.dictionaries(laws, st.booleans())),
        types=dict.fromkeys(TYPES, False) | unless("types", {}, st.dictionaries(st.sampled_from(TYPES), st.booleans())),
        rules=read,
        people=(
            Person(NAMES[0], spots, (own,), depth=unless("depth", depth, st.sampled_from(DEPTHS))),
            Person(
                NAMES[1], spots[:1], (theirs,), depth=Depth.FROM_15,
                visibility=unless("visibility", Visibility.PUBLIC, st.sampled_from(Visibility)),
            ),
        ),
    )  # fmt: skip

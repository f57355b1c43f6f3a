"""The crowd: as many people as wanted, three in ten of them qualified, in practices of one or two."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

from practitioners.demonstration import faults, people
from practitioners.demonstration.cast import PARTS, cast
from practitioners.demonstration.names import Names
from practitioners.demonstration.people import Sketch
from practitioners.demonstration.plan import (
    LicensePlan,
    PersonPlan,
    PlacePlan,
    RestrictionPlan,
    Spot,
    SupervisionPlan,
    Unit,
)
from practitioners.demonstration.world import World
from practitioners.vocabulary import Kind, Verdict

SHARE_QUALIFIED = 0.30
_GOLDEN = 0.6180339887498949
_SHARE_SUPERVISED = 0.16
_FATES = {"scope": 16, "stale": 4, "suspended": 2, "draft": 2, "closed": 1, "restricted": 3, "claims": 72}


def units(world: World, *, size: int, seed: int) -> Iterator[Unit]:
    """The plan of a directory of this size: the cast, then the crowd; the same for the same seed and day."""
    names = Names()
    yield cast(world, seed=seed)[:size]
    number = len(PARTS) + 1
    while number <= size:
        unit = _unit(world, names, number=number, seed=seed, alone=number == size)
        yield unit
        number += len(unit)


def _unit(world: World, names: Names, *, number: int, seed: int, alone: bool) -> Unit:
    """One person, or a supervisor and the person they supervise."""
    rng = Random(f"{seed}/{number}")
    spot = world.spot(rng)
    pair = None if alone or rng.random() > _SHARE_SUPERVISED else _pair(world, rng, spot)
    if pair is None:
        return (_single(world, rng, number=number, name=names.draw(rng), spot=spot, seed=seed),)
    above, below = pair
    supervisor = people.sketch(world, rng, number=number, name=names.draw(rng), spot=spot, license=above)
    meant = _meant(number, seed)
    if not meant:
        faults.spoil(supervisor.record, license_too=False)
    first = people.finished(world, supervisor, qualifies=meant)
    person = people.sketch(world, rng, number=number + 1, name=names.draw(rng), spot=spot, license=below)
    person.practice = supervisor.practice
    person.further["supervision"] = SupervisionPlan(number, world.on - timedelta(days=rng.randint(1, 25)))
    meant = _meant(number + 1, seed)
    if not meant:
        faults.spoil(person.record, license_too=True)
    second = people.finished(world, person, qualifies=meant)
    return first, replace(second, places=_same_house(first, second))


def _pair(world: World, rng: Random, spot: Spot) -> tuple[LicensePlan, LicensePlan] | None:
    """A license that needs a supervisor here, and one that may stand behind it at the same depth."""
    below = people.pick(rng, world.licenses(spot, verdict=Verdict.SUPERVISED))
    if below is None:
        return None
    able = [plan for plan in world.licenses(spot, verdict=Verdict.ALLOWED) if plan.depth == below.depth]
    above = people.pick(rng, able)
    return (above, below) if above else None


def _same_house(first: PersonPlan, second: PersonPlan) -> tuple[PlacePlan, ...]:
    """The second person's place, at the address of the first's."""
    house = first.places[0]
    fields = {**second.places[0].fields, **{name: house.fields[name] for name in ("practice_name", "street")}}
    return (replace(second.places[0], spot=house.spot, fields=fields), *second.places[1:])


def _meant(number: int, seed: int) -> bool:
    """Whether this person is to qualify: three in ten, spread evenly over the numbers."""
    return (number * _GOLDEN + seed * 0.7548776662466927) % 1 < SHARE_QUALIFIED


def _single(world: World, rng: Random, *, number: int, name: str, spot: Spot, seed: int) -> PersonPlan:
    allowed = world.licenses(spot, verdict=Verdict.ALLOWED)
    meant = _meant(number, seed)
    fate = "" if meant else rng.choices(list(_FATES), weights=list(_FATES.values()))[0]
    license: LicensePlan | None = people.pick(rng, allowed)
    if fate == "scope":
        wrong = rng.choice((Verdict.NOT_ALLOWED, Verdict.UNCLEAR, Verdict.SUPERVISED))
        license = people.pick(rng, world.licenses(spot, verdict=wrong)) or license
    unlicensed = (
        not world.rulebook.jurisdictions[spot.jurisdiction_id].licenses_treatment and rng.random() < 0.4
    )
    if fate and unlicensed:
        license = None
    person = people.sketch(world, rng, number=number, name=name, spot=spot, license=license)
    _more_places(world, person)
    if fate:
        _befall(world, person, fate, in_scope=license in allowed)
    return people.finished(world, person, qualifies=meant)


def _more_places(world: World, person: Sketch) -> None:
    """One in nine works at a second place, mostly in the same area."""
    rng, home = person.rng, person.spots[0]
    if rng.random() > 0.11:
        return
    if home.country == "US" and rng.random() < 0.3:
        person.spots.append(world.us.one(rng))
    else:
        north, east = rng.randint(-120_000, 120_000), rng.randint(-120_000, 120_000)
        person.spots.append(replace(home, lat=home.lat + north, lon=home.lon + east))


def _befall(world: World, person: Sketch, fate: str, *, in_scope: bool) -> None:
    """What keeps this person from being found as qualified."""
    match fate:
        case "stale":
            person.confirmed_on = person.record.ago(134, 320)
        case "suspended" | "closed":
            person.further[f"{fate}_on"] = person.record.ago(0, 30)
        case "draft":
            person.hidden = True
        case "restricted" if Kind.LICENSE in person.record.claims:
            starts_on = person.record.ago(20, 200)
            person.further["restriction"] = RestrictionPlan(
                "Probation: practice limited", touches_treatment=True, starts_on=starts_on,
                recorded_on=person.record.ago(0, 15),
            )  # fmt: skip
        case "scope" if not in_scope:
            if person.rng.random() < 0.4:
                faults.spoil(person.record, license_too=True)
        case _:
            faults.spoil(person.record, license_too=True)

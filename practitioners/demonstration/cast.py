"""The cast: one person for each thing worth showing, within a short drive of ZIP code 78701."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from django.utils.text import slugify

from practitioners import standard
from practitioners.demonstration import claims, faults, people
from practitioners.demonstration.people import Sketch
from practitioners.demonstration.plan import PersonPlan, RestrictionPlan, SupervisionPlan
from practitioners.demonstration.world import World
from practitioners.folding import fold
from practitioners.vocabulary import Depth, Kind, Status

HOME = "78701"
_AWAY = "73112"  # Oklahoma City: another state's law


@dataclass(frozen=True)
class Part:
    """One member of the cast; `turn` makes a person who is in order into what is to be shown."""

    name: str
    zip: str
    license: str
    depth: Depth
    scenario: str
    turn: Callable[[World, Sketch], None] = lambda _world, _person: None
    qualifies: bool = False
    sees: str = ""
    """What this person has to do, for whoever signs in as them; empty: nobody can."""

    @property
    def email(self) -> str:
        """Where they are written to."""
        return f"{slugify(fold(self.name).replace(chr(39), '')).replace('-', '.')}@example.org"


def _expires(days: int) -> Callable[[World, Sketch], None]:
    """A license whose last day is so many days from now."""

    def turn(world: World, person: Sketch) -> None:
        last, looked_on = world.on + timedelta(days=days), world.on - timedelta(days=40)
        if person.license:
            person.record.claims[Kind.LICENSE] = claims.licensed(
                person.record, person.license, looked_on=looked_on, expires_on=last
            )

    return turn


def _consultation_ends(world: World, person: Sketch) -> None:
    person.record.before.pop(Kind.CONSULTATION, None)
    claim = claims.consulting(person.record, looked_on=world.on - timedelta(days=353))
    person.record.claims[Kind.CONSULTATION] = replace(claim, sent_on=claim.attested_on or claim.sent_on)


def _aftercare_ended(world: World, person: Sketch) -> None:
    """It held until yesterday, and its renewal waits for a moderator."""
    person.record.before.pop(Kind.AFTERCARE, None)
    signed = standard.months_after(world.on, -standard.ATTESTATION_MONTHS) - timedelta(days=1)
    old = claims.caring(person.record, looked_on=signed + timedelta(days=3))
    person.record.claims[Kind.AFTERCARE] = replace(old, sent_on=signed, attested_on=signed)
    renewal = claims.caring(person.record, looked_on=world.on - timedelta(days=3))
    person.record.claims["aftercare renewal"] = faults.claim_ends(renewal, Status.SUBMITTED)


def _supervised(*, confirmed: bool) -> Callable[[World, Sketch], None]:
    """By the first of the cast."""

    def turn(world: World, person: Sketch) -> None:
        person.further["supervision"] = SupervisionPlan(1, world.on - timedelta(days=20), confirmed)

    return turn


def _restricted(*, touches: bool) -> Callable[[World, Sketch], None]:
    """The register shows a limit."""

    def turn(world: World, person: Sketch) -> None:
        words = "Probation: practice limited" if touches else "Reprimand: record keeping"
        starts_on = world.on - timedelta(days=90)
        person.further["restriction"] = RestrictionPlan(
            words, touches, starts_on, world.on - timedelta(days=15)
        )

    return turn


def _second_place(zip_code: str) -> Callable[[World, Sketch], None]:
    def turn(world: World, person: Sketch) -> None:
        person.spots.append(world.by_zip[zip_code])

    return turn


def _one_clean_place(world: World, person: Sketch) -> None:
    """Two places, and a protocol for the first alone."""
    person.spots.append(world.by_zip["78664"])
    person.places_of_claims[Kind.INFECTION_CONTROL] = 0


def _both_insured(world: World, person: Sketch) -> None:
    person.record.claims[Kind.INSURANCE] = claims.insured(
        person.record, ends_on=world.on + timedelta(days=200)
    )
    person.record.claims[Kind.MEMBERSHIP] = claims.member(person.record)


def _one_topic_each(_world: World, person: Sketch) -> None:
    person.record.claims[Kind.TRAINING] = claims.certificate(person.record, claims.TOPICS[:1])
    person.record.claims["training 2"] = claims.certificate(person.record, claims.TOPICS[1:])


def _spoiled(spoil: Callable[..., None], *kinds: Kind) -> Callable[[World, Sketch], None]:
    return lambda _world, person: spoil(person.record, *kinds)


def _further(**days: int) -> Callable[[World, Sketch], None]:
    """Something that happened to the page so many days ago."""

    def turn(world: World, person: Sketch) -> None:
        person.further |= {name: world.on - timedelta(days=ago) for name, ago in days.items()}

    return turn


def _stale(world: World, person: Sketch) -> None:
    person.confirmed_on = world.on - timedelta(days=140)


def _unsent(_world: World, person: Sketch) -> None:
    """Never public: the license waits for a moderator, all the rest is typed and not sent."""
    person.hidden = True
    record = person.record
    record.before.clear()
    record.claims.pop("training 2", None)
    for key, claim in record.claims.items():
        status = Status.SUBMITTED if claim.kind == Kind.LICENSE else Status.DRAFT
        record.claims[key] = faults.claim_ends(claim, status)


D = Depth
PARTS = (
    Part("Maeve O’Brien", "78701", "us-physician", D.UNDER_15, "all six hold", _both_insured, qualifies=True,
         sees="qualified; somebody asks for supervision"),
    Part("Priya Smith-Jones", "78704", "us-nurse-practitioner", D.UNDER_15, "license expires tomorrow",
         _expires(1), qualifies=True, sees="the license ends tomorrow: renew it"),
    Part("José Núñez", "78702", "us-esthetician", D.UP_TO_05, "esthetician in scope", qualifies=True),
    Part("Łukasz Wójcik", "78745", "us-registered-nurse", D.UNDER_15, "insured and a member", _both_insured,
         qualifies=True),
    Part("Will Harper", "78701", "us-esthetician", D.UNDER_15, "supervised", _supervised(confirmed=True),
         qualifies=True),
    Part("Don Avery", "78757", "us-esthetician", D.UNDER_15, "supervisor has not confirmed",
         _supervised(confirmed=False)),
    Part("London Hayes", "78741", "us-esthetician", D.FROM_15, "not in scope"),
    Part("Sunniva Ødegård", "78758", "us-barber", D.UP_TO_03, "scope unclear"),
    Part("Nadia Feld", "78746", "us-registered-nurse", D.UP_TO_05, "license expired yesterday", _expires(-1),
         sees="the license ended yesterday"),
    Part("Tomás Ibarra", "78723", "us-esthetician", D.UP_TO_03, "training suspended",
         _spoiled(faults.suspended, Kind.TRAINING), sees="a suspended training, and the moderator's words"),
    Part("Greta Lindqvist", "78705", "us-physician-assistant", D.UNDER_15, "page suspended",
         _further(suspended_on=6), sees="the whole page is suspended"),
    Part("Anh Nguyễn", "78759", "us-nurse-practitioner", D.UP_TO_05, "restricted", _restricted(touches=True)),
    Part("Ruth Calloway", "78731", "us-physician-assistant", D.UNDER_15, "one place in another state",
         _second_place(_AWAY), qualifies=True),
    Part("Samir D’Souza", "78750", "us-physician", D.FROM_15, "two places in one search", _second_place("78660"),
         qualifies=True, sees="two places"),
    Part("Ifeoma Okafor", "78748", "us-esthetician", D.UP_TO_05, "one place qualified, the other not",
         _one_clean_place, qualifies=True),
    Part("Beatriz Salgado", "78681", "us-esthetician", D.UP_TO_05, "own statements", _spoiled(faults.newcomer)),
    Part("Peter Van Dyke", "78613", "us-acupuncturist", D.UP_TO_05, "no track record",
         _spoiled(faults.track_record_none)),
    Part("Hana Kovářová", "78756", "us-registered-nurse", D.UP_TO_05, "details not confirmed", _stale),
    Part("Colm Byrne", "78735", "us-registered-nurse", D.UNDER_15, "consultation expires soon",
         _consultation_ends, qualifies=True),
    Part("Mei-Lin Tran", "78728", "us-esthetician", D.UP_TO_05, "a topic is missing",
         _spoiled(faults.training_short)),
    Part("Jonas Weiß", "78727", "us-cosmetologist", D.UP_TO_03, "too few treatments",
         _spoiled(faults.track_record_thin)),
    Part("Aroha Ngata", "78749", "us-esthetician", D.UP_TO_03, "aftercare expired yesterday", _aftercare_ended),
    Part("Ewa Zielińska", "78751", "us-electrologist", D.UP_TO_05, "needs a reply, and a supervisor",
         _spoiled(faults.returned, Kind.CONSULTATION), sees="a moderator asked for more: answer it"),
    Part("Omar Haddad", "78664", "us-nurse-practitioner", D.FROM_15, "two certificates together",
         _one_topic_each, qualifies=True),
    Part("Celia Marsh", "78752", "us-physician", D.UP_TO_05, "restriction beside the treatment",
         _restricted(touches=False), qualifies=True),
    Part("Teo Lindgren", "78754", "us-esthetician", D.UP_TO_05, "not public yet", _unsent,
         sees="not public yet: drafts ready to send, license and identity being checked"),
    Part("Rosa Meyer", "78717", "us-registered-nurse", D.UP_TO_03, "closed", _further(closed_on=12)),
)  # fmt: skip


def cast(world: World, *, seed: int) -> tuple[PersonPlan, ...]:
    """Everybody of the cast, in their order; the supervisor is the first."""
    return tuple(_played(world, part, number, seed) for number, part in enumerate(PARTS, start=1))


def _played(world: World, part: Part, number: int, seed: int) -> PersonPlan:
    rng = Random(f"{seed}/{number}")
    spot = world.by_zip.get(part.zip, world.by_zip[HOME])
    license = world.license(spot, key=part.license, depth=part.depth)
    person = people.sketch(world, rng, number=number, name=part.name, spot=spot, license=license)
    part.turn(world, person)
    plan = people.finished(world, person, qualifies=part.qualifies, scenario=part.scenario)
    return replace(plan, email=part.email, sees=part.sees)

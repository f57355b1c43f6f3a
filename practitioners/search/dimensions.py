"""The one list of dimensions: what can be filtered and counted, by which columns, in which order.

The filter form, the engine, the chips and the counts are all made from `dimensions()`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import reduce
from operator import add, or_

from django.db.models import Case, CharField, F, IntegerField, Q, Value, When
from django.db.models.expressions import Combinable
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext as _

from practitioners.models import Jurisdiction, Term
from practitioners.vocabulary import Criterion, Depth, PriceBand, TermKind

CHECKED_WITHIN_DAYS = (30, 90, 180, 365)


@dataclass(frozen=True)
class Option:
    """One value that can be picked; `bit` is its place in the dimension's counts."""

    value: str
    label: str
    bit: int


@dataclass(frozen=True)
class Dimension:
    """One thing that can be asked, and how a search row answers it.

    `read` is the row's answer as SQL: a mask of bits, or (with `bits`) a value that stands for some bits.
    `fits` is the condition that a row has one option. Values of an `any_of` dimension widen each other, those of
    the others narrow.
    """

    key: str
    label: str
    options: tuple[Option, ...]
    read: Callable[[date], Combinable]
    fits: Callable[[Option, date], Q]
    any_of: bool = False
    single: bool = False
    bits: Mapping[str, int] | None = None
    by_value: Mapping[str, Option] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_value", {option.value: option for option in self.options})

    def condition(self, values: Iterable[str], *, on: date) -> Q:
        """What a row must be for these values, as a database condition."""
        each = [self.fits(self.by_value[value], on) for value in values]
        return reduce(or_, each) if self.any_of else Q(*each)

    def mask(self, values: Iterable[str]) -> int:
        """The bits of these values in this dimension."""
        return sum(1 << self.by_value[value].bit for value in values)


def dimensions() -> tuple[Dimension, ...]:
    """Every dimension with its options as the reference tables have them today: two queries."""
    terms: dict[str, list[Option]] = {kind: [] for kind in TermKind.values}
    for kind, key, label, bit in Term.objects.values_list("kind", "key", "label", "bit"):
        terms[kind].append(Option(key, _(label), bit))
    laws = tuple(Jurisdiction.objects.order_by("code").values_list("code", "name"))
    return (
        _flags("qualified", _("Qualified"), [("on", _("All six criteria, today"), _qualified)]),
        _flags(
            "meets",
            _("Checked to the published Standard"),
            [(c.value, str(c.label), _meets(c)) for c in Criterion],
        ),
        _one_of("profession", _("Profession"), "profession", terms[TermKind.PROFESSION]),
        _licensed_in(laws),
        _tags("condition", _("Says they treat"), "conditions", terms[TermKind.CONDITION]),
        _tags("technique", _("Says they offer"), "techniques", terms[TermKind.TECHNIQUE]),
        _depth(),
        _tags("language", _("Language"), "languages", terms[TermKind.LANGUAGE], any_of=True),
        _tags("access", _("Access"), "access", terms[TermKind.ACCESS]),
        _one_of("price", _("Lowest fee for one treatment, in local money"), "price", _prices()),
        _flags(
            "accepting",
            _("New clients"),
            [("on", _("Says they take new clients"), lambda on: Q(accepting=True))],
        ),
        _flags(
            "insured",
            _("Insurance"),
            [("on", _("Insurance document seen"), lambda on: Q(insured_until__gte=on))],
        ),
        _checked_within(),
    )


def _qualified(on: date) -> Q:
    return Q(qualified_until__gte=on)


def _meets(criterion: Criterion) -> Callable[[date], Q]:
    return lambda on: Q(**{f"{criterion.value}_until__gte": on})


def _flags(
    key: str,
    label: str,
    conditions: Sequence[tuple[str, str, Callable[[date], Q]]],
    *,
    any_of: bool = False,
    single: bool = False,
) -> Dimension:
    """Options that are each a condition of their own."""
    options = tuple(Option(value, label, bit) for bit, (value, label, _q) in enumerate(conditions))
    asked = {value: condition for value, _label, condition in conditions}

    def read(on: date) -> Combinable:
        cases: list[Combinable] = [
            Case(When(asked[o.value](on), then=1 << o.bit), default=0) for o in options
        ]
        return reduce(add, cases)

    return Dimension(
        key, label, options, read, lambda o, on: asked[o.value](on), any_of=any_of, single=single
    )


def _tags(key: str, label: str, column: str, options: list[Option], *, any_of: bool = False) -> Dimension:
    """Options that are bits of one integer column."""

    def fits(option: Option, on: date) -> Q:
        return Q(GreaterThan(F(column).bitand(1 << option.bit), 0))

    return Dimension(key, label, tuple(options), lambda on: F(column), fits, any_of=any_of)


def _one_of(key: str, label: str, column: str, options: list[Option]) -> Dimension:
    """Options of which a row has one, in a text column."""
    return Dimension(
        key, label, tuple(options), lambda on: F(column), lambda option, on: Q(**{column: option.value}), any_of=True,
        bits={option.value: 1 << option.bit for option in options},
    )  # fmt: skip


def _licensed_in(laws: Sequence[tuple[str, str]]) -> Dimension:
    """Where a license counts today: at the place itself, and so also in the country around it."""
    options = tuple(Option(code, name, bit) for bit, (code, name) in enumerate(laws))
    bit = {option.value: 1 << option.bit for option in options}

    def fits(option: Option, on: date) -> Q:
        here = Q(jurisdiction=option.value) | Q(jurisdiction__startswith=f"{option.value}-")
        return here & Q(license_until__gte=on)

    def read(on: date) -> Combinable:
        return Case(
            When(license_until__gte=on, then=F("jurisdiction")), default=Value(""), output_field=CharField()
        )

    bits = {code: bit[code] | bit.get(code.partition("-")[0], 0) for code in bit}
    return Dimension("licensed_in", _("License counts in"), options, read, fits, any_of=True, bits=bits)


def _depth() -> Dimension:
    """Whoever works deep also works in the bands above it."""
    options = tuple(Option(depth.key, str(depth.label), depth.value) for depth in Depth)

    def read(on: date) -> Combinable:
        # Band 3 stands for the bits of bands 1, 2 and 3.
        cases = [
            When(depth=depth.value, then=sum(1 << d.value for d in Depth if d <= depth)) for depth in Depth
        ]
        return Case(*cases, default=0, output_field=IntegerField())

    return Dimension("depth", _("Needle depth"), options, read, lambda option, on: Q(depth__gte=option.bit))


def _checked_within() -> Dimension:
    spans = [
        (str(days), _("in the last %(days)s days") % {"days": days}, _checked_since(days))
        for days in CHECKED_WITHIN_DAYS
    ]
    return _flags("checked_within", _("Last checked by a person"), spans, any_of=True, single=True)


def _checked_since(days: int) -> Callable[[date], Q]:
    return lambda on: Q(checked_on__gte=on - timedelta(days=days))


def _prices() -> list[Option]:
    return [Option(band.value, str(band.label), bit) for bit, band in enumerate(PriceBand)]

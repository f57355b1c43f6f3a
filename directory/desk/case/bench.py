"""Everything a moderator has before them on one case, as ready values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from directory.desk import moderator
from directory.desk.case import bench_facts, compare, source, timeline, viewer
from practitioners.models import (
    Account,
    Case,
    Check,
    Credential,
    Evidence,
    Opinion,
    Practitioner,
    Restriction,
)
from practitioners.vocabulary import Kind, Turn
from practitioners.workflow import opinions

if TYPE_CHECKING:
    from directory.desk.case.decision_form import DecisionForm

_LOOK = ("how", "looked_on", "source_url")


@dataclass(frozen=True)
class Bench:
    """One case, laid out."""

    case: Case
    practitioner: Practitioner
    title: str
    turn_words: str
    facts: Sequence[bench_facts.Fact]
    acts: Sequence[bench_facts.Act]
    notes: Sequence[str]
    shared: Sequence[Practitioner]
    document: viewer.Viewer | None
    pictures: Sequence[viewer.Picture]
    table: compare.Table
    last_read: date | None
    register: source.Source | None
    holds: bool
    form: "DecisionForm | None"
    sides: Sequence[timeline.Side]
    restrictable: bool
    restrictions: Sequence[Restriction]
    supervisions: Sequence[bench_facts.Supervised]
    happened: Sequence[Any]
    start: bool

    @property
    def look_open(self) -> bool:
        """Whether the small print of the look is open: when something in it is wrong."""
        return self.form is not None and any(name in self.form.errors for name in _LOOK)


def lay(request: HttpRequest, case: Case, *, form: "DecisionForm | None") -> Bench:
    """The bench of this case for the moderator who asks; `form` where they may decide."""
    account, credential = moderator.signed_in(request), case.credential
    looks = opinions.shown_looks(case, account)
    earlier = [look for look in looks if look.round != credential.round] or _looks_at(credential.renews)
    register = source.of(credential)
    files = list(Evidence.objects.readable_by(account).filter(credential=credential).order_by("pk"))
    told = opinions.shown_to(case, account)
    compared = compare.Compared(
        credential,
        compare.sources(credential, has_files=bool(files)),
        None if form else _found(case, told),
        form,
    )
    is_license = credential.kind == Kind.LICENSE
    return Bench(
        case=case,
        practitioner=credential.practitioner,
        title=_("%(what)s: %(who)s") % {"what": bench_facts.what(case), "who": credential.practitioner.public_name},
        turn_words=str(Turn(case.turn).label),
        facts=bench_facts.facts(case, reader=account),
        acts=bench_facts.acts(case, reader=account),
        notes=notes(case, account),
        shared=_shared(case, account),
        document=viewer.of(case, files, _asked(request), base=address(case)),
        pictures=viewer.pair(case, credential),
        table=compare.table(compared),
        last_read=earlier[-1].looked_on if earlier and register is not None else None,
        register=register,
        holds=moderator.holds(request, case),
        form=form,
        sides=timeline.sides(case, told, account),
        restrictable=is_license,
        restrictions=list(credential.restrictions.all()) if is_license else [],
        supervisions=bench_facts.supervisions(case, reader=account),
        happened=timeline.of(case, account),
        start="start" in request.GET,
    )  # fmt: skip


def notes(case: Case, account: Account) -> list[str]:
    """What must be known before anything else."""
    found = bench_facts.warnings(case)
    if case.turn == Turn.SECOND and opinions.hidden_from(case, account):
        found.append(_("Second check: what the first person found is hidden until you have decided."))
    if case.turn == Turn.THIRD:
        found.append(_("Two people found different things. Look for yourself; your decision counts."))
    return found


def _shared(case: Case, account: Account) -> list[Practitioner]:
    """Other people who sent one of these files too, byte for byte; nobody the moderator knows, nor themselves."""
    same = Evidence.objects.readable_by(account).filter(sha256__in=case.credential.evidence.values("sha256"))
    others = Practitioner.objects.filter(credentials__evidence__in=same).exclude(
        pk=case.credential.practitioner_id
    )
    return list(others.exclude(conflicts__moderator=account).distinct())


def address(case: Case) -> str:
    """Where this case is worked on: each turn has its own page."""
    names = {Turn.SECOND: "desk:second", Turn.THIRD: "desk:settle"}
    return reverse(names.get(Turn(case.turn), "desk:case"), args=[case.ref])


def _looks_at(renewed: Credential | None) -> Sequence[Check]:
    """The looks at what a renewal replaces; the claim's own when it renews nothing."""
    return list(renewed.checks.order_by("pk")) if renewed is not None else []


def _found(case: Case, told: Sequence[Opinion]) -> Opinion | None:
    """The latest opinion about the claim as it stands; an earlier round judged other words."""
    latest = told[-1] if told else None
    current = latest is not None and (case.closed_at is not None or latest.round == case.credential.round)
    return latest if current else None


def _asked(request: HttpRequest) -> QueryDict:
    """What of the documents is to be seen: by a link, by a button of the viewer, or still the same."""
    if request.method != "POST":
        return request.GET
    seen = request.POST.get("view") or request.POST.get("seen", "")
    return QueryDict(urlsplit(seen).query)

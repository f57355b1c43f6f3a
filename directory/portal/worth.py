"""What clients see of each criterion at each place today."""

from practitioners import clock
from practitioners.models import Place, Practitioner
from practitioners.scope import Rulebook
from practitioners.standing import Standing, finding_of, practice_standing
from practitioners.standing.findings import Finding
from practitioners.vocabulary import Criterion

Seen = tuple[Place | None, Standing]
Found = dict[Criterion, list[Seen]]


def seen(loaded: Practitioner) -> Found:
    """What each criterion is worth today at each place clients see; without a place, wherever it may count."""
    on = clock.today()
    places = [place for place in loaded.places.all() if place.shown] or list(loaded.places.all())
    if not places:
        return {criterion: [(None, _anywhere(loaded, criterion))] for criterion in Criterion}
    rulebook = Rulebook.load()
    each = [practice_standing(loaded, place, rulebook=rulebook, on=on) for place in places]
    return {
        criterion: [(standing.place, standing.criteria[criterion]) for standing in each]
        for criterion in Criterion
    }


def _anywhere(loaded: Practitioner, criterion: Criterion) -> Standing:
    known = [finding_of(c) for c in loaded.credentials.all() if c.kind == criterion.value]
    best = max(known, key=lambda finding: finding.rank, default=Finding())
    return Standing(criterion, best, clock.today())

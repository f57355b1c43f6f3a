from datetime import timedelta
import pytest
from practitioners import clock, ledger, listings
from practitioners.models import Listing
from practitioners.standing import sql, practice_standing, load_records
from practitioners.scope import Rulebook
from practitioners.search.dimensions import dimensions
from practitioners.search.engine import search
from practitioners.search.query import Query, Near
from tests import factories as make
pytestmark = pytest.mark.django_db

def test_smoke(django_assert_num_queries):
    ada = make.qualified()
    today = clock.today()
    row = Listing.objects.get()
    [rec] = load_records([ada.pk])
    st = practice_standing(rec, rec.places.all()[0], rulebook=Rulebook.load(), on=today)
    for s in st.strip: print(s.worth, s.met, s.reason, '|', s.brief, '|', s.raised_by)
    assert st.qualified
    assert list(listings.drift()) == []
    assert sql.places_on(today).get().qualified
    assert not sql.places_on(row.qualified_until + timedelta(days=1)).get().qualified
    assert sql.places_on(row.qualified_until).get().qualified
    assert list(ledger.verify()) == []
    dims = dimensions()
    q = Query(on=today, near=Near(*make.AUSTIN, km=40), chosen={"qualified": ("on",), "profession": ("esthetician",), "meets": ("license",)})
    found = search(q, dimensions=dims)
    print(found)
    assert found.total == 1
    with django_assert_num_queries(9):
        load_records([ada.pk])

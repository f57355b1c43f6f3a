"""The ledger as a file: it proves itself, and tells nobody what must stay blind."""

import hashlib
import json
from typing import Any

import pytest

from practitioners import ledger_file
from practitioners.ledger_file import Checked
from practitioners.models import Account, Case, Practitioner
from practitioners.vocabulary import CaseState, Kind, Role
from tests import factories as make
from tests.desk.room import MAX, REA, browser, decide, senior, taken, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Practitioner:
    """Ada, public and qualified."""
    return make.qualified()


def exported(client: Any) -> list[dict[str, Any]]:
    """The lines of an export."""
    answer = client.get("/desk/audit/export/")
    return [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]


def page_text(client: Any) -> str:
    """The words of the audit page."""
    return str(client.get("/desk/audit/").content.decode())


def test_the_export_proves_itself_and_leaves_out_ones_own_chain(ada: Practitioner) -> None:
    own = make.sent(make.practitioner("Sue Herself"), Kind.AFTERCARE).practitioner
    Account.objects.filter(pk=own.account_id).update(role=Role.SENIOR)
    lines = exported(browser(Account.objects.get(pk=own.account_id)))
    assert {line["subject"] for line in lines if "verb" in line} == {f"practitioner:{ada.pk}"}
    assert {line["head"] for line in lines if "head" in line} == {f"practitioner:{ada.pk}"}
    plain = (json.dumps(line, sort_keys=True, separators=(",", ":")) + "\n" for line in lines)
    assert ledger_file.check(plain) == Checked(chains=1, events=len(lines) - 2, broken=[])
    for line in lines[2:]:
        said = {key: value for key, value in line.items() if key != "hash"}
        hashed = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
        assert line["hash"] == hashlib.sha256(hashed).hexdigest()


def test_the_export_is_for_seniors_and_keeps_the_second_check_blind(ada: Practitioner) -> None:
    sam = make.sent(make.practitioner("Sam Stranger"), Kind.AFTERCARE).practitioner
    renewal = make.sent(ada, Kind.LICENSE, renews=ada.credentials.get(kind=Kind.LICENSE))
    rea = browser(REA)
    decide(rea, taken(renewal, rea), **typed(renewal))
    assert Case.objects.get(credential=renewal).state == CaseState.SECOND
    assert (rea.get("/desk/audit/export/").status_code, "Download" in page_text(rea)) == (404, False)
    sia = browser(senior())
    told = {line["subject"] for line in exported(sia) if "verb" in line}
    assert (told, "Download" in page_text(sia)) == ({f"practitioner:{sam.pk}"}, True)
    mad = browser(MAX)
    decide(mad, taken(renewal, mad), **typed(renewal))
    told = {line["subject"] for line in exported(sia) if "verb" in line}
    assert told == {f"practitioner:{sam.pk}", f"practitioner:{ada.pk}"}

"""The ledger as a file that proves itself, for seniors: each line can be hashed again by anybody."""

from collections.abc import Iterator
from datetime import UTC

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from directory.desk import blind, moderator
from directory.desk.record.audit_form import closed_chains, seen_by
from directory.web import doors
from practitioners import clock, ledger_file
from practitioners.models import Account, LedgerHead

LEFT_OUT = "chains of people whom the reader is or knows, and of people whose second check is under way"


@require_safe
@never_cache
@doors.seniors
def download(request: HttpRequest) -> HttpResponseBase:
    """Whole chains as JSON Lines: a chain with a part left out could not be checked."""
    account = moderator.signed_in(request)
    name = f"ledger-{clock.today().isoformat()}.jsonl"
    return StreamingHttpResponse(
        _lines(account),
        content_type="application/x-ndjson",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _lines(account: Account) -> Iterator[str]:
    about = {
        "site": settings.SITE_URL,
        "exported_at": clock.now().astimezone(UTC).isoformat(),
        "left_out": LEFT_OUT,
    }
    blinded = blind.chains(account)
    heads = (
        LedgerHead.objects.filter(seq__gt=0).exclude(subject__in=closed_chains(account)).order_by("subject")
    )
    shown = (head for head in heads.iterator(chunk_size=2000) if head.subject not in blinded)
    events = seen_by(account).order_by("subject", "seq").iterator(chunk_size=2000)
    return ledger_file.written(shown, events, about=about)

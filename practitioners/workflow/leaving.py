"""How a person takes everything with them, and how everything of theirs goes."""

import json
import shutil
from collections.abc import Callable
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import ProtectedError, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from practitioners import ledger, listings
from practitioners.errors import NotAllowed, Overtaken
from practitioners.intake import files, pictures
from practitioners.models import (
    Account,
    Amendment,
    Check,
    Credential,
    Evidence,
    Invitation,
    Notice,
    Place,
    Practitioner,
    Supervision,
)
from practitioners.vocabulary import Role, Verb, Visibility
from practitioners.workflow import belongings, oversight, profile

IN_MEMORY = 2 * 1024 * 1024
_DECIDED = lazy(
    "This account decided about other people’s records, which must stay explained. Ask the operator."
)


def bundle(practitioner: Practitioner, *, by: Account) -> BinaryIO:
    """A ZIP of every row about this person and every file they gave, open at its beginning; nobody else gets it.

    It lies in a temporary file without a name: nothing stays of it when the process dies.
    """
    if practitioner.account_id != by.pk:
        raise NotAllowed(_("Only the practitioner can take the record along."))
    found = belongings.gather(by)
    record: dict[str, Any] = belongings.told(found, account=by)
    packed = cast("BinaryIO", SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115  # the caller reads it
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        lost = [file.path for file in belongings.files(found) if not _pack(archive, file)]
        record["files_not_found"] = lost
        archive.writestr(
            "record.json", json.dumps(record, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        )
    packed.seek(0)
    return packed


def _pack(archive: ZipFile, file: belongings.File) -> bool:
    """Whether the file was there."""
    try:
        source = file.storage.open(file.name)
    except OSError:
        return False
    with source, archive.open(file.path, "w") as target:
        shutil.copyfileobj(source, target)
    return True


@transaction.atomic
def erase(account: Account) -> None:
    """Delete the account with its record, rows and files, for good.

    The public history goes with the page. The ledger keeps numbers, verbs and dates, which name nobody any more:
    without them its chain could not be checked. Raises NotAllowed for whoever decided about others.
    """
    if account.role != Role.MEMBER:
        raise NotAllowed(_DECIDED)
    if not Account.objects.select_for_update(no_key=True).filter(pk=account.pk).exists():
        raise Overtaken(_("This account is closed already."))
    found = belongings.gather(account)
    practitioner = Practitioner.objects.owned_by(account).first()
    if practitioner is not None:
        with listings.postponed():
            _end(practitioner, by=account)
            _delete(practitioner)
    for address in belongings.addresses(found):
        Notice.objects.filter(address__iexact=address).delete()
        Invitation.objects.filter(email__iexact=address).delete()
    try:
        account.delete()
    except ProtectedError as kept:  # the looks of somebody who was a moderator once
        raise NotAllowed(_DECIDED) from kept


def _end(practitioner: Practitioner, *, by: Account) -> None:
    """Write down that it ends: in this person's chain, and in those of everybody they stood behind.

    First the rows and then the chains, as every other verb does; the chains in one order for all.
    """
    own, touching = (
        Q(practitioner=practitioner),
        Q(supervisor=practitioner) | Q(license__practitioner=practitioner),
    )
    licenses = Supervision.objects.filter(touching, ended_on__isnull=True).values("license")
    _lock(Credential.objects.filter(own | Q(pk__in=licenses)).order_by("pk"))
    # Whoever sends the same file holds its rows, and then points at these claims: the files come before FOR UPDATE.
    given = Evidence.objects.filter(credential__practitioner=practitioner).values("sha256")
    _lock(Evidence.objects.filter(sha256__in=given).order_by("sha256", "pk"))
    list(Credential.objects.select_for_update().filter(own).order_by("pk").values_list("pk"))
    list(Place.objects.select_for_update().filter(own).order_by("pk").values_list("pk"))
    standing = Supervision.objects.filter(touching, confirmed_on__isnull=False, ended_on__isnull=True)
    endings: list[tuple[int, Callable[[], object]]] = [
        (each.license.practitioner_id, partial(oversight.end_supervision, each, by=by))
        for each in standing.select_related("license__practitioner", "supervisor").order_by("pk")
    ]
    if practitioner.visibility == Visibility.PUBLIC:
        endings.append((practitioner.pk, partial(profile.close, practitioner, by=by)))
    endings.append((practitioner.pk, partial(ledger.record, practitioner, Verb.ERASED, by=by)))
    for _chain, end in sorted(endings, key=lambda ending: ending[0]):
        end()


def _lock(rows: QuerySet[Any]) -> None:
    """As every verb does: others may go on pointing at these rows meanwhile."""
    list(rows.select_for_update(no_key=True).values_list("pk"))


def _delete(practitioner: Practitioner) -> None:
    """Rows that others protect come last; files go once the rows are gone for good."""
    claims = Credential.objects.filter(practitioner=practitioner)
    for claim in claims:
        files.forget(claim)
        files.forget_photos(claim)
    for name in _portraits(practitioner, claims):
        pictures.remove(name)
    Supervision.objects.filter(Q(supervisor=practitioner) | Q(license__in=claims)).delete()
    Check.objects.filter(credential__in=claims).delete()
    claims.update(renews=None)
    claims.delete()
    practitioner.delete()


def _portraits(practitioner: Practitioner, claims: QuerySet[Credential]) -> set[str]:
    """The portrait and those that were to replace it, but none that stands for others too, as in demonstrations."""
    proposed = Amendment.objects.filter(credential__in=claims).values_list("values__photo", flat=True)
    names = {str(practitioner.photo), *(str(name) for name in proposed if name)} - {""}
    others = Practitioner.objects.exclude(pk=practitioner.pk).filter(photo__in=names)
    return names - set(others.values_list("photo", flat=True))

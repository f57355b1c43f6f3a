"""What killed processes and abandoned pages leave behind is taken away, each in its time."""

import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.storage import Storage, default_storage
from django.db import transaction

from practitioners import clock, standard
from practitioners.intake import files, pictures
from practitioners.models import Amendment, Credential, Evidence, PhotoSet, Practitioner
from practitioners.storage import evidence_storage
from practitioners.vocabulary import Kind, Status

_PRIVATE = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}")
_SETTLED = (Status.VERIFIED, Status.WITHDRAWN, Status.SUPERSEDED)
_MARK = ".last-look-for-unnamed-files"


def sweep(older_than: timedelta = timedelta(hours=1)) -> int:
    """Empty the folder of uploads of everything that nobody can be working on any more; the number of things."""
    swept = 0
    for thing in _in(Path(settings.UPLOADS_ROOT)):
        with suppress(FileNotFoundError):  # somebody else sweeps, or the upload just ended
            if _age(thing) < older_than:
                continue
            if thing.is_dir() and not thing.is_symlink():
                shutil.rmtree(thing, ignore_errors=True)
            else:
                thing.unlink()
            swept += 1
    return swept


def refused() -> int:
    """Delete identity documents whose refusal nobody appealed in time; the number of claims."""
    since = clock.now() - timedelta(days=standard.REFUSED_IDENTITY_DAYS)
    refused = Credential.objects.filter(
        kind=Kind.IDENTITY, status=Status.REJECTED, decided_at__lt=since, evidence__isnull=False
    )
    claims = list(refused.distinct())
    for claim in claims:
        with transaction.atomic():
            # Whoever appealed since keeps them.
            if Credential.objects.select_for_update().filter(pk=claim.pk, status=Status.REJECTED):
                files.forget(claim)
    return len(claims)


def unnamed(older_than: timedelta = timedelta(days=1)) -> int:
    """Delete stored files that no row names, once a day; the number of files.

    Only files under names that we made up ourselves: what an operator put beside them stays.
    """
    mark = Path(settings.UPLOADS_ROOT) / _MARK
    with suppress(FileNotFoundError):
        if _age(mark) < timedelta(days=1):
            return 0
    mark.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    mark.touch()
    before = clock.now() - older_than
    return unnamed_evidence(before) + unnamed_pictures(before)


def unnamed_evidence(before: datetime) -> int:
    """Private files from before this moment without a row."""
    storage, named = evidence_storage(), set()
    for original, pages in Evidence.objects.values_list("original", "page_images").iterator():
        named.update([original, *pages])
    names = [name for folder in _folders(storage, "") for name in _files(storage, folder)]
    return _delete(
        storage, [name for name in names if _PRIVATE.fullmatch(name) and name not in named], before
    )


def unnamed_pictures(before: datetime) -> int:
    """Portraits and photos from before this moment that no page, draft or open change speaks of."""
    storage, named = default_storage, set(_pictures_named())
    kept = {file for name in named for size in pictures.sizes(name) for file in (size.webp, size.jpeg)}
    names = [*_files(storage, "photos")]
    names += [name for folder in _folders(storage, "portraits") for name in _files(storage, folder)]
    return _delete(storage, [name for name in names if pictures.ours(name) and name not in kept], before)


def _pictures_named() -> Iterator[str]:
    yield from Practitioner.objects.exclude(photo="").values_list("photo", flat=True)
    for pair in PhotoSet.objects.values_list("before", "after"):
        yield from pair
    said = [
        Credential.objects.exclude(answers={}).values_list("answers", flat=True),
        Amendment.objects.exclude(credential__status__in=_SETTLED).values_list("values", flat=True),
    ]
    for answers in (each for rows in said for each in rows.iterator()):
        yield from (value for value in answers.values() if isinstance(value, str))


def _delete(storage: Storage, names: list[str], before: datetime) -> int:
    old = []
    for name in names:
        with suppress(FileNotFoundError):
            if storage.get_modified_time(name) < before:
                storage.delete(name)
                old.append(name)
    return len(old)


def _folders(storage: Storage, folder: str) -> list[str]:
    with suppress(FileNotFoundError):
        return [f"{folder}/{name}".lstrip("/") for name in storage.listdir(folder)[0]]
    return []


def _files(storage: Storage, folder: str) -> list[str]:
    with suppress(FileNotFoundError):
        return [f"{folder}/{name}" for name in storage.listdir(folder)[1]]
    return []


def _in(folder: Path) -> list[Path]:
    return [thing for thing in folder.iterdir() if thing.name != _MARK] if folder.is_dir() else []


def _age(thing: Path) -> timedelta:
    return timedelta(seconds=clock.now().timestamp() - thing.lstat().st_mtime)

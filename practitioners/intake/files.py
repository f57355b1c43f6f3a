"""Files that leave with their rows: first the rows, and once they are gone for good, the files."""

from functools import partial

from django.db import transaction

from practitioners.intake import pictures
from practitioners.models import Credential, Evidence, PhotoSet
from practitioners.storage import evidence_storage


def forget(credential: Credential) -> int:
    """Delete the uploaded files of this claim, page images too; the number of files."""
    return sum(remove(each) for each in credential.evidence.all())


def remove(evidence: Evidence) -> int:
    """Delete one uploaded file and its page images; the number of files."""
    names = _names(evidence)
    evidence.delete()
    return _delete(names)


def empty(evidence: Evidence) -> int:
    """Delete the file and its page images, but not the row that says what became of it; the number of files."""
    names = _names(evidence)
    Evidence.objects.filter(pk=evidence.pk).update(original="", page_images=[])
    return _delete(names)


def forget_photos(credential: Credential) -> None:
    """Delete both pictures of a photo set in all sizes; its captions stay private with the claim."""
    pair = PhotoSet.objects.filter(credential=credential).first()
    if pair is None:
        return
    names = [str(picture.name) for picture in (pair.before, pair.after) if picture]
    PhotoSet.objects.filter(pk=pair.pk).update(before="", after="")
    for name in names:
        pictures.remove(name)


def _names(evidence: Evidence) -> list[str]:
    return list(dict.fromkeys(filter(None, [str(evidence.original.name or ""), *evidence.page_images])))


def _delete(names: list[str]) -> int:
    """After the commit, for a rolled back transaction must find its files again.

    Demonstrations let many rows name one drawing: it goes with the last of them.
    """
    kept = set(Evidence.objects.filter(original__in=names).values_list("original", flat=True))
    gone = [name for name in names if name not in kept]
    for name in gone:
        transaction.on_commit(partial(evidence_storage().delete, name), robust=True)
    return len(gone)

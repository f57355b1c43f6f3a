"""Where private evidence is kept: outside MEDIA_ROOT, under random names, without any address."""

import os
import secrets

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages


class EvidenceStorage(FileSystemStorage):
    """Files that never have a public address, under `EVIDENCE_ROOT`."""

    def __init__(self) -> None:
        # A proxy of the same group may hand files out; nobody else on the machine reads them.
        super().__init__(file_permissions_mode=0o640, directory_permissions_mode=0o750)

    @property
    def base_location(self) -> str:
        """The folder as it is set now: Django would keep the first one it saw."""
        return str(settings.EVIDENCE_ROOT)

    @property
    def location(self) -> str:
        """The folder, absolute."""
        return os.path.abspath(self.base_location)

    def url(self, name: str | None) -> str:
        """Always refused: evidence leaves only through a view that records who looked."""
        raise ValueError("Evidence has no public address.")


def evidence_storage() -> Storage:
    """The configured evidence storage; a callable keeps its path out of migrations."""
    return storages["evidence"]


def random_name(instance: object, filename: str) -> str:
    """A name that tells nothing about the person, the file or its kind."""
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name}"

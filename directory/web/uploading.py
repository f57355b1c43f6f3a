"""What is sent is written to the disk only as far as it may be kept."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler

from practitioners.intake import workshop


class Cut(FileUploadHandler):
    """Lets no more of a file through than shows that it is too large; whoever counts it then says so."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """This piece for the next handler, or nothing more."""
        return raw_data if start <= workshop.LIMIT_BYTES else None

    def file_complete(self, file_size: int) -> Any:
        """The file comes from the next handler."""
        return None

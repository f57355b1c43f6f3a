"""What a renewal asks anew: dates and, where there is one, the signature. Everything else was copied."""

from directory.portal.forms import practice, record, training


class InfectionControl(practice.Certificate, practice.InfectionControlStatement):
    """The new certificate, and the statement signed again."""

    certificate = None  # type: ignore[assignment]  # Django's way to leave out an inherited field
    only_at = None  # type: ignore[assignment]
    field_order = ("certified_on", "expires_on", "attested")

    def prepare(self) -> None:
        """The words of the statement; the place was copied."""
        practice.InfectionControlStatement.prepare(self)


class Training(training.Course):
    """The day of the new course."""

    course = None  # type: ignore[assignment]
    provider = None  # type: ignore[assignment]


class TrackRecord(record.Counted, record.Complications):
    """The new period with its numbers."""

    def prepare(self) -> None:
        """Both lots of boxes."""
        record.Counted.prepare(self)
        record.Complications.prepare(self)

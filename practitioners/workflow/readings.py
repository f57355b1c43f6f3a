"""What a moderator read beside a claim: source by source, and field by field where it says otherwise than claimed."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from practitioners.errors import Invalid
from practitioners.models import Credential
from practitioners.vocabulary import Kind, Reading

Readings = Mapping[str, Mapping[str, str]]
"""A source that was read is a key, a `Reading`; fields it does not name say there what is claimed."""
ELSE = "else"
"""Not a field of the claim: whatever else a source says."""
LONGEST = 160


def fields(credential: Credential) -> frozenset[str]:
    """What of this claim can be read elsewhere."""
    if credential.kind == Kind.AMENDMENT:
        return frozenset({*credential.amendment.values, ELSE})
    columns = getattr(credential, credential.kind)._meta.concrete_fields
    return frozenset({column.name for column in columns if not column.primary_key} | {ELSE}) - {"credential"}


def kept(credential: Credential, given: Readings) -> dict[str, dict[str, str]]:
    """The readings as they are stored; raises Invalid for what is no reading of this claim."""
    said = {
        source: {name: words.strip() for name, words in read.items() if words.strip()}
        for source, read in given.items()
    }
    if not said.keys() <= set(Reading.values) or any(
        read.keys() - fields(credential) for read in said.values()
    ):
        raise Invalid(_("The claim has other fields. Read it again."))
    if any(len(words) > LONGEST for read in said.values() for words in read.values()):
        raise Invalid(_("Write what you read with at most %(most)s characters a field.") % {"most": LONGEST})
    return said


def differ(readings: Readings) -> bool:
    """Whether a source says anything else than the claim."""
    return any(read for read in readings.values())

"""Where the issuer is asked: its register, the address, and the steps for this very number."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from directory.desk.scope import words
from practitioners.models import Credential
from practitioners.vocabulary import Basis, Kind


@dataclass(frozen=True)
class Source:
    """What a moderator opens besides the document."""

    name: str
    issuer: str
    url: str
    number: str
    steps: Sequence[str]
    caution: str = ""
    scopes: Sequence[words.Scope] = ()


def of(credential: Credential) -> Source | None:
    """The register of a license, the list of a body, the school of a course; None where only documents speak."""
    match Kind(credential.kind):
        case Kind.LICENSE:
            issuer = credential.license.issuer
            return Source(
                name=issuer.register_name, issuer=issuer.name, url=_web(issuer.register_url),
                number=credential.license.number, steps=_steps(issuer.lookup_steps),
                scopes=words.of(credential),
                caution=_("Made up for a demonstration.") if issuer.basis == Basis.DEMONSTRATION else "",
            )  # fmt: skip
        case Kind.MEMBERSHIP:
            member = credential.membership
            return Source(
                name=_("List of members"), issuer=member.body, url=_web(member.list_url), number=member.number,
                steps=[_("Open the list of the body itself."), _("Look for the name, then for the number.")],
            )  # fmt: skip
        case Kind.TRAINING:
            course = credential.training
            return Source(
                name=_("The school"), issuer=course.provider, url="", number="",
                steps=[
                    _("Find the school by a source of your own, not by an address in the document."),
                    _("Ask whether it issued this certificate. Its answer lifts the level."),
                ],
            )  # fmt: skip
        case _:
            return None


def _steps(text: str) -> list[str]:
    """The numbered sentences without their numbers; the list numbers them."""
    lines = (line.strip() for line in text.splitlines())
    return [_unnumbered(line) for line in lines if line]


def _unnumbered(line: str) -> str:
    number, dot, rest = line.partition(".")
    return rest.strip() if dot and number.isdigit() else line


def _web(url: str) -> str:
    return url if url.startswith(("https://", "http://")) else ""

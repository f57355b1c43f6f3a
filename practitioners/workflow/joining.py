"""How a record begins: an account opens one, and has one only."""

import unicodedata

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from practitioners.errors import Invalid, MoveRefused, Overtaken
from practitioners.folding import words
from practitioners.models import Account, Practitioner, Term
from practitioners.vocabulary import Depth, TermKind
from practitioners.workflow import amendments

LONGEST_NAME = 120
_TRIES = 3
_JOINERS = "\u200c\u200d"
"""Invisible, and part of how some names are spelled."""


def open_record(*, by: Account, public_name: str, profession: Term, depth: Depth) -> Practitioner:
    """Open the record of this account; nobody but its owner sees it before they make it public.

    Raises MoveRefused when the account has one, and Overtaken when another window opened it at this moment.
    """
    name = read_name(public_name)
    if profession.kind != TermKind.PROFESSION:
        raise Invalid(_("Choose a profession from the list."))
    if Practitioner.objects.owned_by(by).exists():
        raise MoveRefused(_("You have a record already. Go on where you left it."))
    for _try in range(_TRIES):
        slug = amendments.free_slug(name)
        try:
            with transaction.atomic():
                return Practitioner.objects.create(
                    account=by, public_name=name, slug=slug, profession=profession, depth=depth
                )
        except IntegrityError:  # the account got a record, or somebody of the same name was faster
            if Practitioner.objects.owned_by(by).exists():
                break
    raise Overtaken(_("Your record was opened in another window meanwhile. Go on there."))


def read_name(typed: str) -> str:
    """The name on one line, without what nobody sees and what turns letters around; Invalid without a letter."""
    seen = "".join(
        letter
        for letter in " ".join(typed.split())
        if letter in _JOINERS or unicodedata.category(letter)[0] != "C"
    )
    name = " ".join(seen.split())
    if len(name) > LONGEST_NAME or not words(name):
        raise Invalid(
            _("Enter the name clients know you by, with at most %(most)s letters.") % {"most": LONGEST_NAME}
        )
    return name

"""The whole machine on one screen: which move leads from where to where, and who may make it."""

from enum import Enum

from practitioners.vocabulary import Move
from practitioners.vocabulary import Status as S


class Actor(Enum):
    """In what part somebody makes a move."""

    OWNER = "owner"
    MODERATOR = "moderator"


MOVES: dict[Move, tuple[frozenset[S], S, Actor]] = {
    Move.SUBMIT: (frozenset({S.DRAFT, S.RETURNED}), S.SUBMITTED, Actor.OWNER),
    Move.RETURN: (frozenset({S.SUBMITTED}), S.RETURNED, Actor.MODERATOR),
    Move.VERIFY: (frozenset({S.SUBMITTED}), S.VERIFIED, Actor.MODERATOR),
    Move.REJECT: (frozenset({S.SUBMITTED}), S.REJECTED, Actor.MODERATOR),
    Move.RELOOK: (frozenset({S.VERIFIED}), S.VERIFIED, Actor.MODERATOR),
    Move.SUSPEND: (frozenset({S.VERIFIED}), S.SUSPENDED, Actor.MODERATOR),
    Move.REINSTATE: (frozenset({S.SUSPENDED}), S.VERIFIED, Actor.MODERATOR),
    Move.APPEAL: (frozenset({S.REJECTED}), S.SUBMITTED, Actor.OWNER),
    Move.CONTEST: (frozenset({S.SUSPENDED}), S.SUSPENDED, Actor.OWNER),
    Move.WITHDRAW: (frozenset({S.DRAFT, S.SUBMITTED, S.RETURNED, S.VERIFIED}), S.WITHDRAWN, Actor.OWNER),
}

GO_WITH_THEIR_PLACE = frozenset({S.REJECTED, S.SUSPENDED})
"""From here a claim is withdrawn only together with the place for which alone it holds."""


def open_moves(status: S, *, actor: Actor) -> list[Move]:
    """The moves this part may make from here, in the order of the table."""
    return [move for move, (sources, _target, who) in MOVES.items() if status in sources and who == actor]

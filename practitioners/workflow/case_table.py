"""The desk's machine on one screen: which step leads a case from where to where, and which case serves which move."""

from practitioners.vocabulary import CaseKind, CaseState, Decision, Move, Outcome, Status, Step, Turn

RESTS: dict[Turn, CaseState] = {
    Turn.FIRST: CaseState.OPEN, Turn.SECOND: CaseState.SECOND, Turn.THIRD: CaseState.SETTLE,
}  # fmt: skip
"""Where a case of this turn lies while nobody holds it."""
FREE = frozenset(RESTS.values())

STEPS: dict[Step, tuple[frozenset[CaseState], frozenset[CaseState]]] = {
    Step.TAKE: (
        FREE | {CaseState.HELD},
        frozenset({CaseState.HELD}),
    ),  # held: by oneself, or its time ran out
    Step.RENEW: (frozenset({CaseState.HELD}), frozenset({CaseState.HELD})),
    Step.HAND_BACK: (frozenset({CaseState.HELD}), FREE),
    Step.KNOW: (frozenset(CaseState), frozenset(CaseState)),  # one's own hold ends; the rest stays as it is
    Step.DECIDE: (
        frozenset({CaseState.HELD}),
        frozenset({CaseState.WAITING, CaseState.SECOND, CaseState.SETTLE, CaseState.CLOSED}),
    ),
}

DECIDING = frozenset({
    CaseKind.NEW, CaseKind.RENEWAL, CaseKind.CHANGE, CaseKind.PAGE, CaseKind.PHOTOS, CaseKind.APPEAL,
})  # fmt: skip
"""Cases about whether the claim is shown at all; the others ask about one that is there."""

CLOSES: dict[Move, tuple[frozenset[CaseKind], Outcome]] = {
    Move.VERIFY: (DECIDING, Outcome.VERIFY),
    Move.REJECT: (frozenset(CaseKind), Outcome.REJECT),
    Move.WITHDRAW: (frozenset(CaseKind), Outcome.WITHDRAW),
    Move.RELOOK: (frozenset({CaseKind.RECHECK}), Outcome.RELOOK),
    Move.SUSPEND: (frozenset({CaseKind.RECHECK}), Outcome.SUSPEND),
    Move.REINSTATE: (frozenset({CaseKind.RECHECK, CaseKind.APPEAL}), Outcome.REINSTATE),
}
"""The cases that a move answers, whoever makes it and from where."""

_BY_STATUS: dict[Status, tuple[Decision, ...]] = {
    Status.SUBMITTED: (Decision.VERIFY, Decision.RETURN, Decision.REJECT),
    Status.VERIFIED: (Decision.RELOOK, Decision.SUSPEND),
    Status.SUSPENDED: (Decision.REINSTATE, Decision.UPHOLD),
}
_ASKED_ASIDE = frozenset({CaseKind.DUPLICATE, CaseKind.SUPERVISION})
"""Kinds whose question is not whether the claim holds: they approve nothing."""
_MAY_BE_DISMISSED = _ASKED_ASIDE | {CaseKind.RECHECK}


def decisions(kind: str, status: str) -> list[Decision]:
    """What can be found in a case of this kind about a claim of this status, the kindest first."""
    found = list(_BY_STATUS.get(Status(status), ()))
    if CaseKind(kind) in _ASKED_ASIDE:
        found = [each for each in found if each not in (Decision.VERIFY, Decision.RELOOK)]
    # What is suspended is shown again or stays so, by somebody's word and with a letter.
    dismissible = CaseKind(kind) in _MAY_BE_DISMISSED and status != Status.SUSPENDED
    return [*found, Decision.DISMISS] if dismissible else found

"""Refusals of the domain: each carries a sentence that a person can act on."""


class DomainError(Exception):
    """The domain refused; `str()` is a sentence for the person who asked."""

    def __init__(self, sentence: object) -> None:
        super().__init__(str(sentence))


class MoveRefused(DomainError):
    """The move is not open from where the thing stands, or a guard said no."""


class Overtaken(DomainError):
    """Somebody else was faster; look again before trying again."""


class NotAllowed(DomainError):
    """This person may not do that."""


class Invalid(DomainError):
    """What was asked or given has a wrong form."""

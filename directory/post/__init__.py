"""Letters the directory owes: their words and their delivery."""

from directory.post.delivery import Counts, deliver_due

__all__ = ["Counts", "deliver_due"]

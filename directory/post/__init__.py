"""Letters the directory owes: their words and their delivery."""

from directory.post.delivery import Counts, deliver_due, forget_sent

__all__ = ["Counts", "deliver_due", "forget_sent"]

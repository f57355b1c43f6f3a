"""The domain: who is qualified, for what, where, on which day, and how that is known."""

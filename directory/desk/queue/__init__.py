"""The queue: what waits, narrowed and in order."""

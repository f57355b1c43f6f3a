"""The moderators' desk: the queue, one case at a time, what lapses, the ledger in sight, people and reasons."""

"""Supervisions a moderator judges and ends."""

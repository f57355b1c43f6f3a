"""Fictional people for demonstrations and for measuring: a plan of them, and two builders of the same plan."""

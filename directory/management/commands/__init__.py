"""Each command parses, calls and counts."""

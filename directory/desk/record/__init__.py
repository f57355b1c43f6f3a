"""Everything that happened: of one practitioner, and of all."""

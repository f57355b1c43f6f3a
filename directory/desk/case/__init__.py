"""One case on the bench: compared, answered, decided."""

"""What clients see: search, profiles, and how the directory checks."""

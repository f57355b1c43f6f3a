"""What comes in from practitioners."""

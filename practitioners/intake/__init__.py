"""What comes in from practitioners: typed answers, uploaded files, pictures."""

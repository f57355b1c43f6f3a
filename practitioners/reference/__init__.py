"""Reference data: versioned files that people can edit, and how they come into the database."""

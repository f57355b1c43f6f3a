"""A practitioner's own record: tasks, question pages, evidence, renewals."""

"""What the faces share: doors, pages, refusals, headers, logs. It knows none of the faces."""

"""How fast search is: pages and their parts, timed beside an empty view and the reading of one row."""

"""The site in a real browser, under the real headers."""

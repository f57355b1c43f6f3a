"""The site: project package and web faces."""

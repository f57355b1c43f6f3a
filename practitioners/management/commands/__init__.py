"""The domain's commands: parse, call, count."""

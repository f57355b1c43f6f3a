"""Scope rules in the operator’s hands."""

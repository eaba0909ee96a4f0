"""Putting a project or a park where it belongs, by hand."""

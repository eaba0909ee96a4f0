"""Filters with a name, and going back and forth between what was asked."""

"""Lists of a person's own."""

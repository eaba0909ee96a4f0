"""Lists of a person's own, written in the journal."""

"""A person's own map files: tiles and vectors, told by content, read apart from the window."""

"""The data pack: read, and proved against the documents it cites."""

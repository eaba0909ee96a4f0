"""A playback as an animated picture: its frames, its face, what asks for it."""

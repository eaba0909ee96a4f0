"""The root of every error that is expected in daily use and shown to a person as one sentence."""


class AtlasError(Exception):
    """An expected failure of the surroundings (a file, a disk, an argument), not a bug.

    ``str(error)`` is one clear sentence in the person's language. Subclasses live in the room that raises them;
    a foreign exception is translated once, at its doorway, and chained with ``from``.
    """

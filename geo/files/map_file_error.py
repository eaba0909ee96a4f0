"""The one error of files that a person adds to the map."""

from geo.errors import AtlasError


class MapFileError(AtlasError):
    """A file cannot be shown on the map: not there, damaged, of another kind, hostile or too big.

    The message is one Chinese sentence. The file itself is never changed.
    """

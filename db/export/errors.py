"""How an export can fail: expected, one sentence, nothing left behind."""

from geo.errors import AtlasError


class ExportError(AtlasError):
    """The export could not be written; nothing has been left behind."""


class ExportCancelled(ExportError):
    """The person asked to stop; nothing has been left behind."""


class TargetTaken(ExportError):
    """There is a file already, and nobody has said yes to replacing it."""

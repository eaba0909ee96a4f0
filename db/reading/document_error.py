"""What a document that cannot be used is told as."""

from geo.errors import AtlasError


class DocumentError(AtlasError):
    """A file cannot be read as a document, or is none of the ledger's; nothing was changed."""

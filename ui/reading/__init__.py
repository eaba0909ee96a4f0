"""The documents behind the ledger: read, checked by hash, shown at a place."""

"""Opening a ledger: its columns arrive while the window already stands, and a copy of them is kept."""

"""Files and tiles behind and above the symbols, and the panel that lists them."""

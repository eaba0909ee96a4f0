"""Makes the program into packages people install (./run package), and tries them (./run package-test)."""

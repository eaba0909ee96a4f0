"""The parts of the window that are no panel of their own."""

"""What the program's work costs, and what others take for the same."""

"""The table of projects: columns, cells, order, what is found in it."""

"""The projects as columns in memory: which rows, how many of each value, in which order."""

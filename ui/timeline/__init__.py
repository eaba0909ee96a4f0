"""The time bar: brush a range, play the months."""

"""Finding rows by words, by characters and by sound."""

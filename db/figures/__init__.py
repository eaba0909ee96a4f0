"""What was announced, what is named, what is missing: figures, each with its definition and the rows behind it."""

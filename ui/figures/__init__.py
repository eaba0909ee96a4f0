"""Views of figures: what was announced, what is named, what is missing; beside the table, over the same results."""

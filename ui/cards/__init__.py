"""What is known of one project or of those selected, each figure with where it is printed."""

"""From all projects to the few symbols of a view, and figures as colours and heat."""

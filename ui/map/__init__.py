"""The map page as the window sees it: its view, its bridge, what it is fed, how it is set up."""

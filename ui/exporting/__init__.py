"""Asking for exports, and running them away from the window's thread."""

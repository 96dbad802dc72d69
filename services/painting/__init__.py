"""Painters: one file per model family behind one interface."""

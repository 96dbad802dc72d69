"""How pictures are found again: their words, the keys of their entries, and the walk over those."""

"""Carrying a job out, from wherever it stands: the same job taken twice, or after a crash, ends the same way."""

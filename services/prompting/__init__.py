"""Words for painters: three ideas from keywords, a translation, a shorter version."""

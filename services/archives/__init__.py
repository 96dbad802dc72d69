"""A workspace's pictures as files that anyone can read, and back again. `docs/export.md` describes them."""

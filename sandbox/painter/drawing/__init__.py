"""Vector drawings of subjects and scenery, one file per kind of thing."""

"""What the workspace holds: people, conversations, messages, views, files; no network here."""

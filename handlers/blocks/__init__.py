"""Messages and modals as Block Kit: data in, blocks out; no client, no waiting."""

"""The pages: data in, HTML out; no client, no await."""

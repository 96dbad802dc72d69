"""The process: settings, wiring, entry points, HTTP server, worker loop."""

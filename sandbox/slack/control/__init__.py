"""The sandbox's own API, for tests, the command line and the page."""

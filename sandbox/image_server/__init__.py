"""An image server that a team would host itself, behind OpenAI's image API, with the sandbox's painter in it."""

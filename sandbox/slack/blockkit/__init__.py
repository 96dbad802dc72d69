"""Block Kit's documented rules, Slack's words for breaking them, and what elements do when used."""

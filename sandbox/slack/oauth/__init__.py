"""Who let the app in: Slack's consent page, Sign in with Slack, and the tokens that come of both."""

"""What the bot can do, in the words of the field. Nothing here knows Slack."""

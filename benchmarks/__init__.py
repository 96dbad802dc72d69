"""How fast, how large and how dear in CPU the bot is, on this machine, as ratios wherever that is possible."""

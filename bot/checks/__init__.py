"""`python -m bot check`: is everything there that the bot needs, before anyone else finds out?"""

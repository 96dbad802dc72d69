"""Other languages into English, as far as a small dictionary goes."""

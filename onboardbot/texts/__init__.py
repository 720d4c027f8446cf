"""The bot's own sentences, by key and language."""

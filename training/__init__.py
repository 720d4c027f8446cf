"""Makes the small model of `core/language` from labelled replies; nothing of the bot imports this."""

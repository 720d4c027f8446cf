"""A local workspace that speaks Slack's protocols; it imports nothing of the bot."""

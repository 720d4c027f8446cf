"""Slack's Web API, as far as a direct-message bot uses it."""

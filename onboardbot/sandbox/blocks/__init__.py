"""Block Kit as Slack takes it, names it and reads it."""

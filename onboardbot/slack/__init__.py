"""The edge to Slack: blocks, sending, people, listeners."""

"""What Slack tells us: stored first, acknowledged, then handled by the flows."""

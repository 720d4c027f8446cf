"""onboardbot: an onboarding companion for Slack."""

__version__ = "0.1.0"

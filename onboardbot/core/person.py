"""A person in the workspace: one lower-cased e-mail, found in Slack or not."""

from datetime import datetime

from onboardbot.core.when import Value


class Person(Value):
    """Whoever may get a message; `slack_id` is None until Slack knows the e-mail.

    `introduced_at` is when the first message that says what the bot is reached them.
    """

    id: str
    email: str
    name: str
    slack_id: str | None = None
    zone: str | None = None
    locale: str | None = None
    language: str | None = None
    deactivated: bool = False
    introduced_at: datetime | None = None

    @property
    def first_name(self) -> str:
        """The first word of the name."""
        return (self.name.split() or [self.name])[0]

    @property
    def reachable(self) -> bool:
        """Slack knows the person, and the account is alive."""
        return self.slack_id is not None and not self.deactivated

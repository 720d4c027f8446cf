"""Who the workspace, the app and its bot are; fixed, so that a script may write them down."""

from dataclasses import dataclass

from onboardbot.sandbox.errors import JSON
from onboardbot.sandbox.people import Person

SCOPES = (
    "channels:history", "chat:write", "commands", "dnd:read", "groups:history", "im:history", "im:read", "im:write",
    "mpim:history", "mpim:read", "mpim:write", "reactions:read", "reactions:write", "team:read",
    "users.profile:read", "users:read", "users:read.email",
)  # fmt: skip


@dataclass(frozen=True)
class Identity:
    team_id: str = "T0NORTHWIND"
    team_name: str = "Northwind"
    team_domain: str = "northwind"
    app_id: str = "A0ONBOARD0"
    bot_id: str = "B0ONBOARD0"
    bot_user_id: str = "U0ONBOARDBOT"
    bot_name: str = "onboardbot"
    bot_token: str = "xoxb-sandbox-northwind"  # noqa: S105 - opens nothing but this sandbox
    app_token: str = "xapp-sandbox-northwind"  # noqa: S105
    signing_secret: str = "5a11d0b0c0ffee5a11d0b0c0ffee5a11"  # noqa: S105
    verification_token: str = "sandbox-verification"  # noqa: S105
    scopes: tuple[str, ...] = SCOPES

    def bot_user(self) -> Person:
        return Person(self.bot_user_id, email="", name=self.bot_name, is_bot=True, role="bot")

    def authorship(self) -> JSON:
        """Return what Slack adds to each message that the app posts."""
        profile = {
            "id": self.bot_id, "app_id": self.app_id, "user_id": self.bot_user_id, "name": self.bot_name,
            "icons": {}, "deleted": False, "updated": 0, "team_id": self.team_id,
        }  # fmt: skip
        return {"bot_id": self.bot_id, "app_id": self.app_id, "team": self.team_id, "bot_profile": profile}

    def of_view(self) -> JSON:
        return {"team_id": self.team_id, "app_id": self.app_id, "bot_id": self.bot_id}

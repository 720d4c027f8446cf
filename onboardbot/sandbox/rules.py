"""What the app may do, what it hears of, and how strict the workspace is; all of it may change while it runs."""

from dataclasses import asdict, dataclass

from onboardbot.sandbox.errors import JSON

PATIENCE = 3.0  # seconds that Slack waits for an acknowledgement (docs.slack.dev/apis/events-api)
RETRY_PAUSES = (0.0, 60.0, 300.0)  # seconds before each time an event is sent again (the same page)

REMOVED = "the app is not installed"
EVENTS = {  # what the workspace tells, and the scope without which Slack does not tell it
    "app_home_opened": None,
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "team_join": "users:read",
    "user_change": "users:read",
}


@dataclass
class Rules:
    scopes: tuple[str, ...]  # that were granted to the bot's token
    events: tuple[str, ...] = tuple(EVENTS)  # that the app subscribed to
    commands: tuple[str, ...] | None = None  # that it has; None for any
    installed: bool = True  # an app that was removed has a dead token and hears nothing
    rate_limits: bool = True
    patience: float = PATIENCE
    retry_pauses: tuple[float, ...] = RETRY_PAUSES
    request_url: str = ""  # where the app takes payloads; empty for Socket Mode

    def untold(self, event: JSON) -> str:
        """Return why the app is not told of an event; nothing where it is."""
        if not self.installed:
            return REMOVED
        name = _name(event)
        if name not in self.events:
            return f"the app is not subscribed to {name}"
        scope = EVENTS.get(name)
        return "" if scope in (None, *self.scopes) else f"the app has no scope {scope}, which {name} needs"

    def knows(self, command: str) -> bool:
        """Tell whether somebody who types this command reaches the app."""
        return self.installed and "commands" in self.scopes and (self.commands is None or command in self.commands)

    def shape(self) -> JSON:
        return asdict(self)


def _name(event: JSON) -> str:
    """Return the name by which an app subscribes to an event."""
    if event["type"] != "message":
        return str(event["type"])
    kind = str(event.get("channel_type", "im"))
    return f"message.{kind}s" if kind in ("channel", "group") else f"message.{kind}"

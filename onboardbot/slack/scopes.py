"""The permissions that the Slack app needs, each with what it is for; the manifest asks for the same."""

from collections.abc import Mapping
from types import MappingProxyType

BOT_SCOPES: Mapping[str, str] = MappingProxyType(
    {
        "chat:write": "send direct messages and draw them anew",
        "commands": "/onboard",
        "im:history": "read what people write to the bot",
        "im:write": "open a direct message",
        "users:read": "time zone, language, deactivated accounts",
        "users:read.email": "find people by e-mail",
    }
)

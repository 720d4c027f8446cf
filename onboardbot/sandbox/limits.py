"""How often an app may ask: Slack's tiers, and the pace of messages (docs.slack.dev/apis/web-api/rate-limits).

Slack promises so many calls a minute and tolerates bursts. Here each method may be called
as often at once as in a minute, and then at the even pace of its tier.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

MINUTE = 60.0  # seconds
ROUNDING = 0.001  # seconds; sums of floating point are no reason to refuse a call


@dataclass(frozen=True)
class Pace:
    every: float  # seconds between two calls in the long run
    burst: int  # calls at once, after a rest


def _a_minute(calls: int) -> Pace:
    return Pace(MINUTE / calls, calls)


TIER_2, TIER_3, TIER_4 = _a_minute(20), _a_minute(50), _a_minute(100)
CONNECTIONS = Pace(MINUTE, 30)  # tier 1, but ten connections have to come up, and back after a disconnect
IN_A_CHANNEL = Pace(1.0, 5)  # "about one a second", with the short burst that Slack lets pass
IN_THE_WORKSPACE = _a_minute(300)  # Slack says "several hundred"

POST = "chat.postMessage"
PACES: Mapping[str, Pace] = {
    "apps.connections.open": CONNECTIONS,
    **dict.fromkeys(("conversations.close", "conversations.list", "reactions.remove", "users.list"), TIER_2),
    **dict.fromkeys(
        (
            "bots.info", "chat.delete", "chat.update", "conversations.history", "conversations.info",
            "conversations.open", "conversations.replies", "dnd.info", "reactions.add", "reactions.get", "team.info",
            "users.conversations", "users.getPresence", "users.lookupByEmail",
        ),
        TIER_3,
    ),
    **dict.fromkeys(
        (
            "api.test", "chat.postEphemeral", "conversations.members", "users.info", "users.profile.get",
            "views.open", "views.publish", "views.push", "views.update",
        ),
        TIER_4,
    ),
    POST: IN_THE_WORKSPACE,
}  # fmt: skip


@dataclass
class Limits:
    """The calls so far, as the moment at which each pace is even again (a leaky bucket, or GCRA)."""

    even_at: dict[Hashable, float] = field(default_factory=dict)

    def take(self, method: str, channel: str, *, now: float) -> float:
        """Count a call; return how many seconds too early it comes, which is then not counted."""
        paces: dict[Hashable, Pace] = {method: PACES[method]} if method in PACES else {}
        if method == POST:
            paces[method, channel] = IN_A_CHANNEL
        even = {key: max(now, self.even_at.get(key, now)) for key in paces}
        early = max((even[key] - now - pace.every * (pace.burst - 1) for key, pace in paces.items()), default=0.0)
        if early > ROUNDING:
            return early
        self.even_at |= {key: even[key] + pace.every for key, pace in paces.items()}
        return 0.0

"""Conversations and the messages in them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from onboardbot.sandbox.errors import JSON, SlackError


@dataclass(frozen=True)
class Message:
    ts: str
    channel: str
    user: str
    text: str = ""
    blocks: tuple[JSON, ...] = ()
    thread_ts: str | None = None
    bot: JSON | None = None  # app_id, bot_id, bot_profile of what an app posted
    metadata: JSON | None = None
    edited: JSON | None = None
    client_msg_id: str | None = None
    reactions: tuple[JSON, ...] = ()
    for_user: str | None = None  # ephemeral: shown to this person alone, and never part of the history
    chosen: JSON = field(default_factory=dict)  # block_id -> action_id -> what a person selected there
    attachments: tuple[JSON, ...] = ()
    parent_user_id: str | None = None  # who wrote what a reply answers
    at: str = ""  # when it was in the time of a clock that can be moved; the page shows it

    def slack(self, *, whole_metadata: bool = True) -> JSON:
        """Return Slack's message object."""
        message: JSON = {"type": "message", "user": self.user, "text": self.text, "ts": self.ts}
        if self.client_msg_id:
            message["client_msg_id"] = self.client_msg_id
        message |= self.bot or {}
        for name in ("thread_ts", "parent_user_id", "edited"):
            if value := getattr(self, name):
                message[name] = value
        if self.blocks:
            message["blocks"] = list(self.blocks)
        if self.attachments:
            message["attachments"] = list(self.attachments)
        if self.reactions:
            message["reactions"] = list(self.reactions)
        if self.metadata:
            message["metadata"] = self.metadata if whole_metadata else {"event_type": self.metadata["event_type"]}
        return message

    @property
    def every_block(self) -> tuple[JSON, ...]:
        """All blocks on the screen, those of attachments last."""
        return (*self.blocks, *(block for one in self.attachments for block in one.get("blocks", ())))

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass
class Conversation:
    """A direct message with the bot: of one person (`D…`), or of several (`G…`)."""

    id: str
    members: tuple[str, ...]
    created: int
    messages: dict[str, Message] = field(default_factory=dict)
    asides: dict[str, Message] = field(default_factory=dict)  # ephemeral messages
    replies: dict[str, dict[str, None]] = field(default_factory=dict)  # ts of a message -> those of its replies

    @property
    def is_im(self) -> bool:
        return len(self.members) == 1

    def slack(self) -> JSON:
        base: JSON = {"id": self.id, "created": self.created, "is_im": self.is_im, "is_org_shared": False}
        if self.is_im:
            return base | {"user": self.members[0], "is_archived": False, "is_user_deleted": False, "priority": 0}
        return base | {"is_mpim": True, "is_private": True, "is_group": False, "name": f"mpdm-{self.id.lower()}"}

    def put(self, message: Message) -> Message:
        parent = self.messages.get(message.thread_ts or "")
        if parent is not None and message.is_reply:
            message = replace(message, parent_user_id=parent.user)
        if message.is_reply and message.thread_ts and not message.for_user:
            self.replies.setdefault(message.thread_ts, {})[message.ts] = None
        (self.asides if message.for_user else self.messages)[message.ts] = message
        return message

    def get(self, ts: str) -> Message:
        """Return the message posted at `ts`.

        Raises:
            SlackError: message_not_found.
        """
        message = self.messages.get(ts) or self.asides.get(ts)
        if message is None:
            raise SlackError("message_not_found")
        return message

    def change(self, ts: str, **fields: Any) -> Message:
        return self.put(replace(self.get(ts), **fields))

    def remove(self, ts: str) -> Message:
        message = self.get(ts)
        self.messages.pop(ts, None)
        self.asides.pop(ts, None)
        self.replies.get(message.thread_ts or "", {}).pop(ts, None)
        return message

    def parents(self) -> list[Message]:
        """Return what a history holds: messages without the replies in threads, oldest first."""
        return [message for message in self.messages.values() if not message.is_reply]

    def thread(self, ts: str) -> list[Message]:
        """Return a message and the replies to it, oldest first."""
        return [self.messages[one] for one in (ts, *self.replies.get(ts, ())) if one in self.messages]

    def shown_to(self, person_id: str) -> list[Message]:
        """Return all that this person sees here, threads and ephemeral messages too, oldest first."""
        mine = [aside for aside in self.asides.values() if aside.for_user == person_id]
        return sorted([*self.messages.values(), *mine], key=lambda message: message.ts)

    def shape(self, message: Message, *, whole_metadata: bool) -> JSON:
        """Return Slack's object for a message, with what is known of its thread."""
        shape = message.slack(whole_metadata=whole_metadata)
        replies = [reply for reply in self.thread(message.ts) if reply.ts != message.ts]
        if message.is_reply or not replies:
            return shape
        users = list(dict.fromkeys(reply.user for reply in replies))
        counts = {"reply_count": len(replies), "reply_users": users, "reply_users_count": len(users)}
        return shape | counts | {"thread_ts": message.ts, "latest_reply": replies[-1].ts, "subscribed": True}


@dataclass
class Conversations:
    """Every conversation of the workspace that the bot is in."""

    by_id: dict[str, Conversation] = field(default_factory=dict)

    def dm(self, person_id: str, *, at: float) -> Conversation:
        """Return the direct message of the bot and this person; made when it is first needed."""
        return self._of(dm_id(person_id), (person_id,), at)

    def group(self, people: Iterable[str], *, at: float) -> Conversation:
        members = tuple(sorted(set(people)))
        digest = sha256(",".join(members).encode()).hexdigest()[:8]
        return self._of(f"G0{digest.upper()}", members, at)

    def _of(self, conversation_id: str, members: tuple[str, ...], at: float) -> Conversation:
        return self.by_id.setdefault(conversation_id, Conversation(conversation_id, members, int(at)))

    def get(self, channel: str) -> Conversation:
        """Return the conversation with that id.

        Raises:
            SlackError: channel_not_found.
        """
        if channel not in self.by_id:
            raise SlackError("channel_not_found")
        return self.by_id[channel]


def dm_id(person_id: str) -> str:
    """Return the id of a person's DM: U0NADIA00 has D0NADIA00."""
    return "D" + person_id.removeprefix("U")

"""One call of a Web API method, and what the methods share."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from onboardbot.sandbox.conversations import Conversation, Message
from onboardbot.sandbox.errors import JSON, SlackError
from onboardbot.sandbox.people import Person
from onboardbot.sandbox.state import State
from onboardbot.sandbox.web_api.arguments import Arguments

MOST = 1000  # of anything on one page


@dataclass(frozen=True)
class Call:
    state: State
    arguments: Arguments

    def need(self, *scopes: str) -> None:
        """Go on only with one of these scopes.

        Raises:
            SlackError: missing_scope, with what is needed and what there is.
        """
        provided = self.state.rules.scopes
        if not set(scopes) & set(provided):
            raise SlackError("missing_scope", needed=scopes[0], provided=",".join(provided))

    def need_for(self, conversation: Conversation, what: str) -> None:
        """Go on only with the scope for this kind of conversation, such as im:history."""
        self.need(f"{'im' if conversation.is_im else 'mpim'}:{what}")

    def person(self, name: str = "user") -> Person:
        """Return the person or bot that an argument names.

        Raises:
            SlackError: user_not_found.
        """
        person = self.state.anyone(self.arguments.text(name))
        if person is None:
            raise SlackError("user_not_found")
        return person

    def conversation(self) -> Conversation:
        """Return the conversation of `channel`, which has to be the id of one.

        Only posting takes a user id in its place: to change, delete or read, an app needs
        the id that posting answered with (docs.slack.dev/reference/methods/chat.update).

        Raises:
            SlackError: channel_not_found.
        """
        return self.state.conversations.get(self.arguments.required("channel", "channel_not_found"))

    def recipient(self) -> Conversation:
        """Return the conversation to post to; a user id means the DM with that person.

        A deactivated person's DM takes messages as before, as Slack's does
        (github.com/slackapi/python-slack-sdk/issues/1156).

        Raises:
            SlackError: channel_not_found, or cannot_dm_bot.
        """
        person = self.state.anyone(self.arguments.text("channel"))
        if person is None:
            return self.conversation()
        if person.is_bot:
            raise SlackError("cannot_dm_bot")
        return self.state.dm(person.id)


@dataclass(frozen=True)
class Method:
    """A method of the Web API: what answers it, whose token it takes and which of the scopes it needs."""

    answer: Callable[[Call], JSON]
    scopes: tuple[str, ...] = ()
    holder: Literal["bot", "app", "any", "none"] = "bot"


def page(call: Call, things: Sequence[Any], *, default: int) -> tuple[Sequence[Any], str]:
    """Return the part of the list that `cursor` and `limit` ask for, and the cursor of the next.

    Raises:
        SlackError: invalid_limit or invalid_cursor.
    """
    limit = _limit(call, default)
    start = _read_cursor(call, "next") or 0
    following = start + limit
    return things[start:following], _cursor("next", following) if following < len(things) else ""


def page_of_messages(call: Call, newest_first: Sequence[Message], *, default: int) -> tuple[Sequence[Message], str]:
    """Do the same with messages; the cursor names one, so that no page repeats or misses what comes and goes meanwhile.

    Raises:
        SlackError: invalid_limit or invalid_cursor.
    """
    limit = _limit(call, default)
    mark = _read_cursor(call, "next_ts")
    left = [message for message in newest_first if mark is None or _micros(message.ts) <= mark]
    return left[:limit], _cursor("next_ts", _micros(left[limit].ts)) if limit < len(left) else ""


def _micros(ts: str) -> int:
    return int(ts.replace(".", ""))


def _limit(call: Call, default: int) -> int:
    limit = call.arguments.number("limit", default) or default
    if not 1 <= limit <= MOST:
        raise SlackError("invalid_limit")
    return limit


def _cursor(word: str, place: int) -> str:
    return base64.b64encode(f"{word}:{place}".encode()).decode()


def _read_cursor(call: Call, word: str) -> int | None:
    cursor = call.arguments.text("cursor")
    if not cursor:
        return None
    try:
        found, place = base64.b64decode(cursor, validate=True).decode().split(":")
    except (binascii.Error, ValueError) as error:
        raise SlackError("invalid_cursor") from error
    if found != word or not (place.isascii() and place.isdigit()):
        raise SlackError("invalid_cursor")
    return int(place)

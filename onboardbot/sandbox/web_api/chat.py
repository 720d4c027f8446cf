"""chat.*: posting, changing and deleting messages."""

from typing import Any

from onboardbot.sandbox.blocks.naming import named
from onboardbot.sandbox.blocks.validate import MARKDOWN, message_complaints
from onboardbot.sandbox.conversations import Message
from onboardbot.sandbox.errors import JSON, InvalidBlocksError, SlackError
from onboardbot.sandbox.posting import LONGEST, change_as_app, post_as_app, remove_as_app
from onboardbot.sandbox.web_api.arguments import Arguments
from onboardbot.sandbox.web_api.call import Call

MOST_ATTACHMENTS = 100
LONGEST_UPDATE = 4000  # bytes after escaping; longer updates are refused, not cut


def read_blocks(arguments: Arguments) -> list[JSON] | None:
    """Return the blocks of a call; None where it names none.

    Raises:
        SlackError: invalid_blocks_format, or invalid_blocks with each complaint.
    """
    blocks = arguments.json("blocks", "invalid_blocks_format")
    if blocks is None:
        return None
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    if complaints := message_complaints(blocks):
        raise InvalidBlocksError(complaints)
    return blocks


def read_content(arguments: Arguments) -> tuple[str, list[JSON], tuple[JSON, ...]]:
    """Return text, blocks and attachments of a new message.

    Raises:
        SlackError: no_text, where it has none of them, or what reading them raises.
    """
    text, blocks, attachments = arguments.text("text"), read_blocks(arguments) or [], read_attachments(arguments)
    if markdown := arguments.text("markdown_text"):
        if text or blocks:
            raise SlackError("markdown_text_conflict")
        if len(markdown) > MARKDOWN:
            raise SlackError("msg_too_long")
        return markdown, [{"type": "markdown", "text": markdown}], attachments
    if not text and not blocks and not attachments:
        raise SlackError("no_text")
    return text, blocks, attachments


def read_attachments(arguments: Arguments) -> tuple[JSON, ...]:
    """Return the attachments of a call, with ids and a fallback as Slack gives them.

    Raises:
        SlackError: invalid_attachments, or invalid_blocks for those of an attachment.
    """
    given = arguments.json("attachments", "invalid_attachments") or []
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise SlackError("invalid_attachments")
    if len(given) > MOST_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    return tuple(_attachment(one, number) for number, one in enumerate(given, start=1))


def _attachment(given: JSON, number: int) -> JSON:
    blocks = given.get("blocks") or []
    if complaints := message_complaints(blocks):
        raise InvalidBlocksError(complaints)
    full = {**given, "id": number, "fallback": given.get("fallback") or given.get("text") or "[no preview available]"}
    return full | ({"blocks": named(blocks, f"{number}-")} if blocks else {})


def _metadata(arguments: Arguments) -> JSON | None:
    metadata = arguments.json("metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    if not isinstance(metadata, dict):
        raise SlackError("invalid_metadata_format")
    payload = metadata.get("event_payload") or {}  # null is what Bolt's say() sends in the threads of a DM
    if not isinstance(metadata.get("event_type"), str) or not isinstance(payload, dict):
        raise SlackError("invalid_metadata_schema")
    return {"event_type": metadata["event_type"], "event_payload": payload}


def _thread(call: Call, messages: dict[str, Message]) -> str | None:
    thread_ts = call.arguments.text("thread_ts") or None
    if thread_ts is not None and thread_ts not in messages:
        raise SlackError("thread_not_found")
    return messages[thread_ts].thread_ts or thread_ts if thread_ts else None


def post_message(call: Call) -> JSON:
    conversation = call.recipient()
    text, blocks, attachments = read_content(call.arguments)
    message = post_as_app(
        call.state,
        conversation,
        text=text,
        blocks=blocks,
        attachments=attachments,
        thread_ts=_thread(call, conversation.messages),
        metadata=_metadata(call.arguments),
    )
    answer: JSON = {"channel": conversation.id, "ts": message.ts, "message": message.slack()}
    if len(text) > LONGEST:
        answer |= {"warning": "message_truncated", "response_metadata": {"warnings": ["message_truncated"]}}
    return answer


def post_ephemeral(call: Call) -> JSON:
    conversation, person = call.recipient(), call.person()
    if person.id not in conversation.members:
        raise SlackError("user_not_in_channel")
    text, blocks, attachments = read_content(call.arguments)
    more = {"attachments": attachments, "thread_ts": _thread(call, conversation.messages), "for_user": person.id}
    aside = post_as_app(call.state, conversation, text=text, blocks=blocks, **more)
    return {"message_ts": aside.ts}


def update(call: Call) -> JSON:
    conversation = call.conversation()
    ts = call.arguments.required("ts", "message_not_found")
    message = conversation.messages.get(ts)
    if message is None:
        raise SlackError("message_not_found")
    if message.user != call.state.identity.bot_user_id:
        raise SlackError("cant_update_message")
    after = change_as_app(call.state, conversation, ts, **_changes(call, message))
    return {"channel": conversation.id, "ts": ts, "text": after.text, "message": after.slack()}


def _changes(call: Call, message: Message) -> JSON:
    arguments = call.arguments
    if not any(arguments.has(name) for name in ("text", "blocks", "attachments")):
        raise SlackError("no_text")
    if len(arguments.text("text").encode()) > LONGEST_UPDATE:
        raise SlackError("msg_too_long")
    blocks = read_blocks(arguments)
    changes: dict[str, Any] = {"text": arguments.text("text", message.text)}
    if blocks is not None:  # without this argument the blocks of before stay
        changes["blocks"] = tuple(named(blocks))
    if arguments.has("attachments"):
        changes["attachments"] = read_attachments(arguments)
    if arguments.has("metadata"):
        changes["metadata"] = _metadata(arguments)
    edited = {"user": message.user, "ts": call.state.stamps.next()}
    return changes | {"edited": edited}


def delete(call: Call) -> JSON:
    conversation = call.conversation()
    ts = call.arguments.required("ts", "message_not_found")
    message = conversation.messages.get(ts)
    if message is None:
        raise SlackError("message_not_found")
    if message.user != call.state.identity.bot_user_id:
        raise SlackError("cant_delete_message")
    remove_as_app(call.state, conversation, ts)
    return {"channel": conversation.id, "ts": ts}


def permalink(call: Call) -> JSON:
    conversation = call.conversation()
    ts = call.arguments.required("message_ts", "message_not_found")
    if ts not in conversation.messages:
        raise SlackError("message_not_found")
    link = f"{call.state.base_url}/archives/{conversation.id}/p{ts.replace('.', '')}"
    return {"channel": conversation.id, "permalink": link}

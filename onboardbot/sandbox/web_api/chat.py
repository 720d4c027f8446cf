"""chat.*: posting, changing and deleting messages."""

from typing import Any

from onboardbot.sandbox.blocks.naming import named
from onboardbot.sandbox.blocks.validate import message_complaints
from onboardbot.sandbox.conversations import Message
from onboardbot.sandbox.errors import JSON, InvalidBlocksError, SlackError
from onboardbot.sandbox.posting import LONGEST, change_as_app, post_as_app, remove_as_app
from onboardbot.sandbox.web_api.arguments import Arguments
from onboardbot.sandbox.web_api.call import Call

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


def read_content(arguments: Arguments) -> tuple[str, list[JSON]]:
    """Return text and blocks of a new message.

    Raises:
        SlackError: no_text, where it has neither, or what `read_blocks` raises.
    """
    text, blocks = arguments.text("text"), read_blocks(arguments) or []
    if not text and not blocks and not arguments.json("attachments", "invalid_attachments"):
        raise SlackError("no_text")
    return text, blocks


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
    conversation = call.conversation()
    text, blocks = read_content(call.arguments)
    message = post_as_app(
        call.state,
        conversation,
        text=text,
        blocks=blocks,
        thread_ts=_thread(call, conversation.messages),
        metadata=_metadata(call.arguments),
    )
    answer: JSON = {"channel": conversation.id, "ts": message.ts, "message": message.slack()}
    if len(text) > LONGEST:
        answer |= {"warning": "message_truncated", "response_metadata": {"warnings": ["message_truncated"]}}
    return answer


def post_ephemeral(call: Call) -> JSON:
    conversation, person = call.conversation(), call.person()
    if person.id not in conversation.members:
        raise SlackError("user_not_in_channel")
    text, blocks = read_content(call.arguments)
    thread_ts = _thread(call, conversation.messages)
    aside = post_as_app(
        call.state, conversation, text=text, blocks=blocks, thread_ts=thread_ts, for_user=person.id
    )  # fmt: skip
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

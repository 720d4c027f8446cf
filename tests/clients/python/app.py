"""A small app on the plain Python SDK, without a framework: what it does is the same as app.js does."""

import json
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.webhook import WebhookClient

JSON = dict[str, Any]


def plain(text: str) -> JSON:
    return {"type": "plain_text", "text": text}


def button(action_id: str, text: str) -> JSON:
    return {"type": "button", "action_id": action_id, "text": plain(text), "value": action_id}


def section(text: str) -> JSON:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def asked(block_id: str, label: str, element: JSON, *, optional: bool = True) -> JSON:
    element = {"action_id": block_id, **element}
    return {"type": "input", "block_id": block_id, "optional": optional, "label": plain(label), "element": element}


BUTTONS = [button("fine", "Fine"), button("redraw", "Redraw"), button("whisper", "Whisper"), button("more", "More")]
QUESTION = [section("How are *you*?"), {"type": "actions", "block_id": "mood", "elements": BUTTONS}]
OPTIONS = [{"text": plain(value), "value": value} for value in ("buddy", "team")]
INPUTS = [
    asked("words", "In your own words", {"type": "plain_text_input"}, optional=False),
    asked("choice", "Who helped?", {"type": "radio_buttons", "options": OPTIONS}),
    asked("day", "Since", {"type": "datepicker"}),
    {"type": "actions", "block_id": "deeper", "elements": [button("push", "Deeper"), button("anew", "Anew")]},
]


def modal(title: str, blocks: list[JSON]) -> JSON:
    ends = {"title": plain(title), "submit": plain("Send"), "close": plain("Cancel")}
    return {"type": "modal", "callback_id": "answer", "private_metadata": "m1", **ends, "blocks": blocks}


def heard(web: WebClient, event: JSON) -> None:
    if event["type"] == "app_home_opened":
        web.views_publish(user_id=event["user"], view={"type": "home", "blocks": [section("Welcome home")]})
    elif event["type"] == "message" and not event.get("subtype") and not event.get("bot_id"):
        channel, text = event["channel"], event["text"]
        if text in SPECIAL:
            web.chat_postMessage(channel=channel, text=json.dumps(SPECIAL[text](web, event)))
            return
        metadata = {"event_type": "round", "event_payload": {"id": "x1"}}
        web.chat_postMessage(channel=channel, text=f"You said: {text}", blocks=QUESTION, metadata=metadata)


def tapped(web: WebClient, body: JSON) -> None:
    (action,) = body["actions"]
    match action["action_id"]:
        case "fine":
            WebhookClient(body["response_url"]).send(text="Glad to hear it.", replace_original=True)
        case "redraw":
            place = {"channel": body["channel"]["id"], "ts": body["message"]["ts"]}
            web.chat_update(**place, text="Drawn anew", blocks=[section("Drawn anew")])
        case "whisper":
            web.chat_postEphemeral(channel=body["channel"]["id"], user=body["user"]["id"], text="For your eyes only")
        case "more":
            web.views_open(trigger_id=body["trigger_id"], view=modal("Your answer", INPUTS))
        case "push":
            web.views_push(trigger_id=body["trigger_id"], view=modal("Deeper", INPUTS[:1]))
        case "anew":
            place = {"view_id": body["view"]["id"], "hash": body["view"]["hash"]}
            web.views_update(**place, view=modal("Anew", INPUTS[:2]))


def submitted(body: JSON) -> tuple[JSON, str | None]:
    """Return the answer to a submission, and what to say about it afterwards."""
    state = body["view"]["state"]["values"]
    words = state["words"]["words"]["value"]
    if len(words) < 5:
        return {"response_action": "errors", "errors": {"words": "A little more, please"}}, None
    if words == "update":
        return {"response_action": "update", "view": modal("Updated", INPUTS[:1])}, None
    if words == "clear":
        return {"response_action": "clear"}, None
    choice = (state.get("choice", {}).get("choice", {}).get("selected_option") or {}).get("value")
    day = state.get("day", {}).get("day", {}).get("selected_date")
    return {}, json.dumps({"choice": choice, "day": day, "words": words})


def calls(web: WebClient, event: JSON) -> JSON:
    """Return what Slack's methods answer, as far as it is the same for every client."""
    channel = event["channel"]
    listed = [member["id"] for page in web.users_list(limit=2) for member in page["members"]]
    metadata = {"event_type": "round", "event_payload": {"id": "x2"}}
    posted = web.chat_postMessage(channel=channel, text="one", metadata=metadata)
    reply = web.chat_postMessage(channel=channel, text="two", thread_ts=posted["ts"])
    replies = web.conversations_replies(channel=channel, ts=posted["ts"])
    one: JSON = {"channel": channel, "oldest": posted["ts"], "inclusive": True, "limit": 1}
    found = web.conversations_history(**one, include_all_metadata=True)["messages"][0]
    bare = web.conversations_history(**one)["messages"][0]
    web.chat_delete(channel=channel, ts=reply["ts"])
    return {
        "team": web.auth_test()["team_id"],
        "user": web.users_lookupByEmail(email="nadia@northwind.example")["user"]["id"],
        "listed": len(listed),
        "twice": len(listed) - len(set(listed)),
        "same": web.conversations_open(users=event["user"])["channel"]["id"] == channel,
        "replies": [message["text"] for message in replies["messages"]],
        "id": found.get("metadata", {}).get("event_payload", {}).get("id"),
        "bare": bare.get("metadata", {}).get("event_payload", {}).get("id"),
    }


def mistakes(web: WebClient, event: JSON) -> JSON:
    """Return the code of each error that Slack answers."""
    channel, view = event["channel"], modal("x", INPUTS)
    tries: dict[str, Callable[[], Any]] = {
        "many": lambda: web.chat_postMessage(channel=channel, text="x", blocks=[section("x")] * 51),
        "long": lambda: web.chat_postMessage(channel=channel, text="x", blocks=[section("x" * 3001)]),
        "empty": lambda: web.api_call("chat.postMessage", json={"channel": channel}),
        "nowhere": lambda: web.chat_postMessage(channel="C0NOWHERE", text="x"),
        "nobody": lambda: web.users_lookupByEmail(email="nobody@northwind.example"),
        "gone": lambda: web.chat_update(channel=channel, ts="1.000001", text="x"),
        "trigger": lambda: web.views_open(trigger_id="1.2.3", view=view),
        "view": lambda: web.views_update(view_id="V0NONE", view=view),
    }
    return dict(_codes(tries))


def _codes(tries: dict[str, Callable[[], Any]]) -> Iterator[tuple[str, str]]:
    for name, call in tries.items():
        try:
            call()
        except SlackApiError as error:
            yield name, str(error.response["error"])
        else:
            yield name, "ok"


SPECIAL: dict[str, Callable[[WebClient, JSON], JSON]] = {"calls": calls, "mistakes": mistakes}


def on_request(client: BaseSocketModeClient, request: SocketModeRequest) -> None:
    """Acknowledge, with an answer where there is one, and do what was asked for."""
    answer, afterwards = _answer(client.web_client, request)
    client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id, payload=answer or None))
    afterwards()


def _answer(web: WebClient, request: SocketModeRequest) -> tuple[JSON, Callable[[], Any]]:
    body = request.payload
    if request.type == "events_api":
        return {}, lambda: heard(web, body["event"])
    if request.type == "slash_commands":
        if body["text"] == "modal":
            view = modal("From a command", INPUTS)
            return {}, lambda: web.views_open(trigger_id=body["trigger_id"], view=view)
        if body["text"] == "later":
            return {}, lambda: WebhookClient(body["response_url"]).send(text="Here it is")
        return {"text": f"You typed {body['text']}"}, lambda: None
    if body["type"] == "view_submission":
        answer, said = submitted(body)
        return answer, lambda: said and web.chat_postMessage(channel=body["user"]["id"], text=said)
    return {}, lambda: tapped(web, body)


def main() -> None:
    card = json.loads(sys.argv[1])
    web = WebClient(token=card["bot_token"], base_url=card["api_url"])
    client = SocketModeClient(app_token=card["app_token"], web_client=web)
    client.socket_mode_request_listeners.append(on_request)
    client.connect()
    print("ready", flush=True)  # noqa: T201 - the test waits for this line
    threading.Event().wait()


if __name__ == "__main__":
    main()

"""Modals are opened, filled in, answered and closed."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.sandbox.errors import RefusedError
from onboardbot.sandbox.tickets import TRIGGER_LIFE, Trigger
from onboardbot.sandbox.workspace import Workspace
from tests.sandbox.conftest import MODAL, NADIA, QUESTION, refusal
from tests.sandbox.ear import JSON, Ear


def plain(text: str) -> JSON:
    return {"type": "plain_text", "text": text}


def options(*values: str) -> list[JSON]:
    return [{"text": plain(value.title()), "value": value} for value in values]


def input_(block_id: str, kind: str, *, optional: bool = False, **element: Any) -> JSON:
    return {
        "type": "input",
        "block_id": block_id,
        "optional": optional,
        "label": plain(block_id.title()),
        "element": {"type": kind, "action_id": "value", **element},
    }


FORM: JSON = {
    **MODAL,
    "callback_id": "hire",
    "notify_on_close": True,
    "blocks": [
        input_("name", "plain_text_input", max_length=20),
        input_("email", "email_text_input"),
        input_("start_date", "datepicker", initial_date="2026-03-02"),
        input_("time", "timepicker", optional=True),
        input_("manager", "users_select", optional=True),
        input_("place", "static_select", options=options("office", "remote"), optional=True),
        input_("mood", "radio_buttons", options=options("good", "bad"), optional=True),
        input_("tools", "checkboxes", options=options("laptop", "phone"), optional=True),
        input_("team", "multi_static_select", options=options("red", "blue"), optional=True),
        input_("guests", "multi_users_select", optional=True),
        input_("size", "number_input", is_decimal_allowed=False, optional=True),
        input_("link", "url_text_input", optional=True),
        input_("moment", "datetimepicker", optional=True),
    ],
}
FILLED = {"name": "Nadia", "email": "nadia@northwind.example"}


@pytest.fixture
async def trigger(workspace: Workspace, client: AsyncWebClient, ear: Ear) -> str:
    await client.chat_postMessage(channel=NADIA, text="x", blocks=QUESTION)
    await workspace.click(NADIA, "more")
    return str(ear.payloads("interactive")[0]["trigger_id"])


@pytest.fixture
async def form(client: AsyncWebClient, trigger: str) -> JSON:
    return dict((await client.views_open(trigger_id=trigger, view=FORM))["view"])


async def test_a_submission_carries_the_state_of_every_input(workspace: Workspace, ear: Ear, form: JSON) -> None:
    more = {"manager": "U0MAREK00", "place": "remote", "mood": "Good", "tools": ["laptop", "phone"], "time": "09:30"}

    await workspace.submit(NADIA, FILLED | more)

    payload = ear.payloads("interactive")[-1]
    view = payload["view"]
    held = {block_id: inside["value"] for block_id, inside in view["state"]["values"].items()}
    assert (payload["type"], view["callback_id"], view["private_metadata"]) == ("view_submission", "hire", "m1")
    assert (view["id"], view["root_view_id"], view["hash"]) == (form["id"], form["id"], form["hash"])
    assert held["name"] == {"type": "plain_text_input", "value": "Nadia"}
    assert held["email"] == {"type": "email_text_input", "value": "nadia@northwind.example"}
    assert held["start_date"] == {"type": "datepicker", "selected_date": "2026-03-02"}
    assert held["time"] == {"type": "timepicker", "selected_time": "09:30"}
    assert held["manager"] == {"type": "users_select", "selected_user": "U0MAREK00"}
    assert held["place"]["selected_option"]["value"] == "remote"
    assert held["mood"]["selected_option"]["value"] == "good"
    assert [option["value"] for option in held["tools"]["selected_options"]] == ["laptop", "phone"]


@pytest.mark.usefixtures("form")
async def test_what_is_left_out_is_empty(workspace: Workspace, ear: Ear) -> None:
    await workspace.submit(NADIA, FILLED | {"place": ""})

    values = ear.payloads("interactive")[-1]["view"]["state"]["values"]
    assert values["place"]["value"] == {"type": "static_select", "selected_option": None}
    assert values["tools"]["value"] == {"type": "checkboxes", "selected_options": []}


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": "Nadia"}, "“Email” needs an answer"),
        ({}, "“Name” and “Email” need an answer"),
        (FILLED | {"start_date": ""}, "“Start_Date” needs an answer"),
        (FILLED | {"email": "nadia"}, "takes an e-mail address"),
        (FILLED | {"name": "x" * 21}, "takes 20 characters at most"),
        (FILLED | {"time": "9:30"}, "takes a time like 09:30"),
        (FILLED | {"size": "big"}, "takes a number"),
        (FILLED | {"link": "example"}, "takes an address like"),
        (FILLED | {"moment": "noon"}, "takes the seconds since 1970"),
        (FILLED | {"shoe": "42"}, "no input 'shoe', but name, email"),
    ],
)
@pytest.mark.usefixtures("form")
async def test_the_screen_stops_what_slack_would_stop(
    workspace: Workspace, ear: Ear, values: dict[str, str], sentence: str
) -> None:
    with pytest.raises(RefusedError, match=sentence):
        await workspace.submit(NADIA, values)
    assert [payload["type"] for payload in ear.payloads("interactive")] == ["block_actions"]


async def test_the_app_may_update_push_and_clear(workspace: Workspace, ear: Ear, form: JSON) -> None:
    def answer(action: str, **more: Any) -> None:
        ear.reply = lambda _frame: {"response_action": action, **more}

    answer("update", view={**FORM, "title": plain("Once more")})
    await workspace.submit(NADIA, FILLED)
    updated = workspace.views(NADIA)[-1]
    assert (updated["id"], updated["title"]["text"]) == (form["id"], "Once more")
    assert updated["hash"] != form["hash"]
    assert updated["state"]["values"]["name"]["value"]["value"] == "Nadia"

    answer("push", view=MODAL)
    await workspace.submit(NADIA, FILLED)
    below, above = workspace.views(NADIA)
    assert (above["previous_view_id"], above["root_view_id"]) == (below["id"], below["id"])

    answer("clear")
    await workspace.submit(NADIA, {"answer": "x"})
    assert workspace.views(NADIA) == []


@pytest.mark.usefixtures("form")
async def test_an_answer_that_slack_would_not_show_is_noted(workspace: Workspace, ear: Ear) -> None:
    ear.reply = lambda _frame: {"response_action": "update", "view": {"type": "modal"}}

    taken = await workspace.submit(NADIA, FILLED)

    assert "invalid_arguments" in taken.note
    assert len(workspace.views(NADIA)) == 1


@pytest.mark.usefixtures("form")
async def test_a_silent_app_leaves_the_modal_open(workspace: Workspace, ear: Ear) -> None:
    ear.silent = True
    workspace.state.rules.patience = 0.05

    taken = await workspace.submit(NADIA, FILLED)

    assert not taken.acknowledged
    assert len(workspace.views(NADIA)) == 1


async def test_closing_is_told_where_the_app_asked_for_it(workspace: Workspace, ear: Ear, form: JSON) -> None:
    await workspace.close(NADIA)

    payload = ear.payloads("interactive")[-1]
    assert (payload["type"], payload["view"]["id"], payload["is_cleared"]) == ("view_closed", form["id"], False)
    assert workspace.views(NADIA) == []
    with pytest.raises(RefusedError, match="no modal open"):
        await workspace.close(NADIA)


async def test_closing_is_silent_otherwise(
    workspace: Workspace, client: AsyncWebClient, ear: Ear, trigger: str
) -> None:
    await client.views_open(trigger_id=trigger, view=MODAL)

    assert (await workspace.close(NADIA)).acknowledged
    assert [payload["type"] for payload in ear.payloads("interactive")] == ["block_actions"]


async def test_a_view_is_updated_only_in_the_state_that_the_app_knows(client: AsyncWebClient, form: JSON) -> None:
    changed = await client.views_update(view_id=form["id"], hash=form["hash"], view=FORM)

    answer = await refusal(client, "views.update", view_id=form["id"], hash=form["hash"], view=FORM)

    assert changed["view"]["hash"] != form["hash"]
    assert answer["error"] == "hash_conflict"
    assert (await refusal(client, "views.update", view_id="V1", view=FORM))["error"] == "not_found"


async def test_an_external_id_names_one_view(workspace: Workspace, client: AsyncWebClient, trigger: str) -> None:
    view = {**MODAL, "external_id": "e1"}
    await client.views_open(trigger_id=trigger, view=view)
    await client.views_update(external_id="e1", view=view)

    other = workspace.state.tickets.trigger("U0MAREK00")
    assert (await refusal(client, "views.open", trigger_id=other, view=view))["error"] == "duplicate_external_id"


async def test_three_modals_are_the_most(workspace: Workspace, client: AsyncWebClient, trigger: str) -> None:
    await client.views_open(trigger_id=trigger, view=MODAL)
    for _ in range(2):
        await client.views_push(trigger_id=workspace.state.tickets.trigger(NADIA), view=MODAL)

    answer = await refusal(client, "views.push", trigger_id=workspace.state.tickets.trigger(NADIA), view=MODAL)

    assert answer["error"] == "push_limit_reached"
    lonely = await refusal(client, "views.push", trigger_id=workspace.state.tickets.trigger("U0MAREK00"), view=MODAL)
    assert lonely["error"] == "not_found"


async def test_a_trigger_lives_three_seconds(workspace: Workspace, client: AsyncWebClient, trigger: str) -> None:
    known = workspace.state.tickets.triggers[trigger]
    assert isinstance(known, Trigger)
    workspace.state.tickets.triggers[trigger] = Trigger(known.user, None, known.until - TRIGGER_LIFE)

    assert (await refusal(client, "views.open", trigger_id=trigger, view=MODAL))["error"] == "expired_trigger_id"


async def test_a_view_that_slack_refuses_names_the_place(client: AsyncWebClient, trigger: str) -> None:
    answer = await refusal(client, "views.open", trigger_id=trigger, view={**MODAL, "title": plain("x" * 25)})

    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]
    large = {**MODAL, "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}] * 90}
    assert (await refusal(client, "views.open", trigger_id=trigger, view=large))["error"] == "view_too_large"
    assert (await refusal(client, "views.open", trigger_id=trigger))["error"] == "invalid_arguments"


async def test_a_home_is_published_once_and_then_changed(workspace: Workspace, client: AsyncWebClient) -> None:
    assert workspace.home(NADIA) is None
    first = await client.views_publish(user_id=NADIA, view={"type": "home", "blocks": QUESTION})
    second = await client.views_publish(user_id=NADIA, view={"type": "home", "blocks": QUESTION[:1]})

    home = workspace.home(NADIA)
    assert home is not None
    assert first["view"]["id"] == second["view"]["id"] == home["id"]
    assert len(home["blocks"]) == 1
    stale = await refusal(
        client, "views.publish", user_id=NADIA, hash="old", view={"type": "home", "blocks": []}
    )  # fmt: skip
    assert stale["error"] == "hash_conflict"


async def test_inputs_of_every_kind_hold_what_slack_says(workspace: Workspace, ear: Ear, form: JSON) -> None:
    more = {
        "team": ["red", "Blue"],
        "guests": "U0MAREK00",
        "size": 4,
        "link": "https://a.example",
        "moment": 1772442000,
    }

    await workspace.submit(NADIA, FILLED | more, form["id"])

    values = ear.payloads("interactive")[-1]["view"]["state"]["values"]
    held = {block_id: inside["value"] for block_id, inside in values.items()}
    assert [option["value"] for option in held["team"]["selected_options"]] == ["red", "blue"]
    assert held["guests"] == {"type": "multi_users_select", "selected_users": ["U0MAREK00"]}
    assert held["size"] == {"type": "number_input", "value": "4"}
    assert held["link"]["value"] == "https://a.example"
    assert held["moment"] == {"type": "datetimepicker", "selected_date_time": 1772442000}


@pytest.mark.usefixtures("form")
async def test_an_input_that_lacks_its_answer_says_so_and_keeps_the_others(workspace: Workspace) -> None:
    with pytest.raises(RefusedError, match="“Email” needs an answer"):
        await workspace.submit(NADIA, {"name": "Nadia"})

    view = workspace.views(NADIA)[-1]
    assert view["errors"] == {"email": "Please complete this required field."}
    assert view["state"]["values"]["name"]["value"]["value"] == "Nadia"


@pytest.mark.usefixtures("form")
async def test_a_click_carries_what_else_was_filled_in(workspace: Workspace, client: AsyncWebClient, ear: Ear) -> None:
    view = workspace.views(NADIA)[-1]
    blocks = [{**block, "dispatch_action": block["block_id"] == "start_date"} for block in FORM["blocks"]]
    await client.views_update(view_id=view["id"], view={**FORM, "blocks": blocks})

    await workspace.click(NADIA, "value", block_id="start_date", selected="2026-04-01", values={"name": "Nadia"})

    values = ear.payloads("interactive")[-1]["view"]["state"]["values"]
    assert values["name"]["value"]["value"] == "Nadia"
    assert values["start_date"]["value"]["selected_date"] == "2026-04-01"


@pytest.mark.parametrize(
    "payload",
    [
        {"response_action": "errors"},
        {"response_action": "errors", "errors": {"shoe": "No such size"}},
        {"response_action": "update"},
        {"response_action": "push", "view": {"type": "home", "blocks": []}},
        {"response_action": "dance"},
    ],
)
@pytest.mark.usefixtures("form")
async def test_a_malformed_answer_is_noted(workspace: Workspace, ear: Ear, payload: JSON) -> None:
    ear.reply = lambda _frame: payload

    taken = await workspace.submit(NADIA, FILLED)

    assert taken.note.startswith("Slack would not show the answer: invalid_")
    assert len(workspace.views(NADIA)) == 1


async def test_clearing_tells_of_the_modals_below(workspace: Workspace, ear: Ear, form: JSON) -> None:
    ear.reply = lambda _frame: {"response_action": "push", "view": MODAL}
    await workspace.submit(NADIA, FILLED)
    ear.reply = lambda _frame: {"response_action": "clear"}
    await workspace.submit(NADIA, {"answer": "x"})

    await workspace.until(lambda: ear.payloads("interactive")[-1]["type"] == "view_closed")
    closed = ear.payloads("interactive")[-1]
    assert (closed["view"]["id"], closed["is_cleared"]) == (form["id"], True)

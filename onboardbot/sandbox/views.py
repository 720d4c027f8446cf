"""Modals, one upon another, and Home tabs."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from onboardbot.sandbox.errors import JSON, SlackError
from onboardbot.sandbox.inputs import elements, state_values

DEEPEST = 3  # views in a stack (docs.slack.dev/surfaces/modals)


@dataclass(frozen=True)
class View:
    id: str
    user: str
    content: JSON  # what the app gave: type, title, blocks, submit, callback_id, private_metadata …
    hash: str
    root_id: str
    previous_id: str | None = None
    chosen: JSON = field(default_factory=dict)  # block_id -> action_id -> what the person gave
    errors: JSON = field(default_factory=dict)  # block_id -> the sentence under that input

    @property
    def blocks(self) -> list[JSON]:
        return list(self.content.get("blocks", ()))

    @property
    def every_block(self) -> list[JSON]:
        return self.blocks

    def slack(self, identity: JSON) -> JSON:
        """Return Slack's view object; `identity` holds team_id, app_id, bot_id."""
        given = self.content
        return {
            "id": self.id,
            "type": given["type"],
            "blocks": self.blocks,
            **{name: given.get(name, "") for name in ("private_metadata", "callback_id", "external_id")},
            **{name: bool(given.get(name)) for name in ("clear_on_close", "notify_on_close", "submit_disabled")},
            **{name: given.get(name) for name in ("title", "close", "submit")},
            "state": {"values": state_values(self.blocks, self.chosen)},
            "hash": self.hash,
            "previous_view_id": self.previous_id,
            "root_view_id": self.root_id,
            "app_installed_team_id": identity["team_id"],
            **identity,
        }


@dataclass
class Views:
    """The views of everybody: each person has a stack of modals and perhaps a Home."""

    by_id: dict[str, View] = field(default_factory=dict)
    stacks: dict[str, list[str]] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    made: int = 0

    def open(self, user: str, content: JSON) -> View:
        """Show a modal in place of all that the person has open."""
        self.close_all(user)
        return self._push(user, content)

    def push(self, user: str, content: JSON) -> View:
        """Show a modal upon those that the person has open.

        Raises:
            SlackError: push_limit_reached, or nothing is open.
        """
        stack = self.stacks.get(user, [])
        if not stack:
            raise SlackError("not_found")
        if len(stack) >= DEEPEST:
            raise SlackError("push_limit_reached")
        return self._push(user, content)

    def publish(self, user: str, content: JSON, known_hash: str | None) -> View:
        """Make this the person's Home."""
        if user in self.homes:
            return self.update(self.homes[user], content, known_hash)
        view = self._new(user, content)
        self.homes[user] = view.id
        return view

    def update(self, view_id: str, content: JSON, known_hash: str | None) -> View:
        """Change a view; what the person gave stays where the input is still there.

        Raises:
            SlackError: hash_conflict, where the app knows an older state.
        """
        view = self.get(view_id)
        if known_hash and known_hash != view.hash:
            raise SlackError("hash_conflict")
        self._free(content.get("external_id"), unless=view_id)
        kept = _kept(view.chosen, content)
        return self.put(replace(view, content=content, hash=self._hash(), chosen=kept, errors={}))

    def put(self, view: View) -> View:
        self.by_id[view.id] = view
        return view

    def get(self, view_id: str) -> View:
        """Return the view with this id or external_id.

        Raises:
            SlackError: not_found.
        """
        if view_id in self.by_id:
            return self.by_id[view_id]
        for view in self.by_id.values():
            if view_id and view_id == view.content.get("external_id"):
                return view
        raise SlackError("not_found")

    def stack(self, user: str) -> list[View]:
        """Return what the person has open, the topmost last."""
        return [self.by_id[view_id] for view_id in self.stacks.get(user, [])]

    def home(self, user: str) -> View | None:
        return self.by_id[self.homes[user]] if user in self.homes else None

    def close(self, user: str, view_id: str) -> None:
        """Take one view away; those below it stay."""
        self.stacks[user].remove(view_id)
        del self.by_id[view_id]

    def close_all(self, user: str) -> None:
        for view_id in self.stacks.pop(user, []):
            del self.by_id[view_id]

    def _push(self, user: str, content: JSON) -> View:
        view = self._new(user, content)
        self.stacks.setdefault(user, []).append(view.id)
        return view

    def _new(self, user: str, content: JSON) -> View:
        self._free(content.get("external_id"), unless=None)
        stack = self.stacks.get(user, []) if content["type"] == "modal" else []
        view_id = f"V0{self.made:08d}"
        root, previous = (stack[0], stack[-1]) if stack else (view_id, None)
        return self.put(View(view_id, user, content, self._hash(), root, previous))

    def _hash(self) -> str:
        self.made += 1
        return f"{self.made}.{self.made:08x}"

    def _free(self, external_id: str | None, *, unless: str | None) -> None:
        if not external_id:
            return
        holders = {view.id for view in self.by_id.values() if view.content.get("external_id") == external_id}
        if holders - {unless}:
            raise SlackError("duplicate_external_id")


def _kept(chosen: Mapping[str, Mapping[str, Any]], content: JSON) -> JSON:
    kept: dict[str, JSON] = {}
    for block, element in elements(content.get("blocks", ())):
        held = chosen.get(block["block_id"], {}).get(element["action_id"])
        if held is not None and held["type"] == element["type"]:
            kept.setdefault(block["block_id"], {})[element["action_id"]] = held
    return kept

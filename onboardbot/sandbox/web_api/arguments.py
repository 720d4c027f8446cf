"""What a Web API call was given: query, form and JSON merged into one."""

from collections.abc import Mapping
from dataclasses import dataclass
from email import policy
from email.parser import BytesParser
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from onboardbot.sandbox.errors import JSON, SlackError
from onboardbot.sandbox.reading import loads


async def read_arguments(request: Request) -> JSON:
    """Return all arguments of a call; the body goes before the query.

    Raises:
        SlackError: the body is not what its content type says.
    """
    body = await request.body()
    return dict(request.query_params) | _read_body(body, request.headers.get("content-type", ""))


def _read_body(body: bytes, content_type: str) -> JSON:
    if not body:
        return {}
    if "json" in content_type:
        return _read_json(body)
    if "x-www-form-urlencoded" in content_type:
        return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    if "multipart/form-data" in content_type:
        return _read_multipart(body, content_type)
    raise SlackError("invalid_post_type")


def _read_multipart(body: bytes, content_type: str) -> JSON:
    """Return the fields of a form that may hold files, as `curl -F` sends it."""
    head = f"content-type: {content_type}\r\n\r\n".encode()
    message = BytesParser(policy=policy.HTTP).parsebytes(head + body)
    if not message.is_multipart():
        raise SlackError("invalid_form_data")
    found: JSON = {}
    for part in message.iter_parts():
        name, value = part.get_param("name", header="content-disposition"), part.get_payload(decode=True)
        if name and isinstance(value, bytes):
            found[str(name)] = value.decode("utf-8", "replace")
    return found


def _read_json(body: bytes) -> JSON:
    try:
        found = loads(body)
    except ValueError as error:
        raise SlackError("invalid_json") from error
    if not isinstance(found, dict):
        raise SlackError("json_not_object")
    return found


@dataclass(frozen=True)
class Arguments:
    """The arguments by name; those that a method does not know are ignored, as Slack does."""

    given: Mapping[str, Any]

    def has(self, name: str) -> bool:
        return self.given.get(name) is not None

    def text(self, name: str, default: str = "") -> str:
        value = self.given.get(name)
        if isinstance(value, list):
            return ",".join(str(one) for one in value)
        return default if value is None else str(value)

    def required(self, name: str, code: str = "invalid_arguments") -> str:
        """Return an argument that has to be there, else raise `code`."""
        if value := self.text(name):
            return value
        if code != "invalid_arguments":
            raise SlackError(code)
        messages = [f"[ERROR] missing required field: {name}"]
        raise SlackError(code, response_metadata={"messages": messages})

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.given.get(name)
        return default if value is None else str(value).lower() in ("1", "true")

    def number(self, name: str, default: int) -> int:
        if not self.text(name):
            return default
        try:
            return int(self.text(name))
        except ValueError as error:
            raise SlackError(f"invalid_{name}") from error

    def json(self, name: str, code: str) -> Any:
        """Return a value that may have come as JSON in a string; None without it, `code` where it can't be read."""
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return loads(value)
        except ValueError as error:
            raise SlackError(code) from error

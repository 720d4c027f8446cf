"""The page in the browser: pick a person, see and answer their messages, move the clock."""

from starlette.routing import BaseRoute


def page_routes() -> list[BaseRoute]:
    return []

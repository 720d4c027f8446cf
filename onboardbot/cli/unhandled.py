"""What people did and what could not be handled, in words for an operator."""

from collections.abc import Sequence

from onboardbot.store.inbox import Failed


def unhandled(failed: Sequence[Failed]) -> str:
    """Say in one sentence, without what people wrote, what could not be handled."""
    things = "1 thing that people did" if len(failed) == 1 else f"{len(failed)} things that people did"
    since = min(one.received_at for one in failed)
    return f"{things} could not be handled, the first on {since:%Y-%m-%d %H:%M} UTC"

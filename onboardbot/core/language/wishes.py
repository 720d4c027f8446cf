"""Wishes about the bot itself, as the whole of a message: be quiet, go on."""

PAUSE = frozenset(
    {"pause", "pause please", "please pause", "stop", "be quiet", "quiet", "mute", "pausieren", "bitte pause"}
)
RESUME = frozenset({"resume", "go on", "continue", "unpause", "please go on", "start again", "weiter", "mach weiter"})


def asks_to_pause(text: str) -> bool:
    """Say whether the writer wants the bot to be quiet."""
    return _plain(text) in PAUSE


def asks_to_resume(text: str) -> bool:
    """Say whether the writer wants the bot to go on."""
    return _plain(text) in RESUME


def _plain(text: str) -> str:
    return " ".join(text.casefold().strip(" .!").split())

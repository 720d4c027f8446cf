"""Wishes about the bot itself, as the whole of a message: be quiet, go on, say what you can do."""

PAUSE = frozenset(
    {
        "pause", "pause please", "please pause", "stop", "stop it", "stop please", "please stop", "be quiet", "quiet",
        "be quiet please", "mute", "mute please", "unsubscribe", "leave me alone", "stop messaging me",
        "stop writing to me", "stop sending me messages", "pausieren", "bitte pause", "pause bitte", "stopp",
        "bitte stopp", "sei still", "ruhe", "ruhe bitte", "bitte ruhe", "lass mich in ruhe", "abmelden",
    }
)  # fmt: skip
RESUME = frozenset(
    {
        "resume", "resume please", "go on", "go on please", "please go on", "continue", "continue please", "unpause",
        "unmute", "start", "start again", "weiter", "bitte weiter", "mach weiter", "weitermachen",
    }
)  # fmt: skip
HELP = frozenset(
    {
        "help", "help please", "please help", "menu", "commands", "what can you do", "who are you", "what are you",
        "are you a bot", "are you human", "hi", "hi there", "hello", "hello there", "hey", "hey there", "good morning",
        "hilfe", "was kannst du", "wer bist du", "bist du ein bot", "hallo", "guten morgen", "",
    }
)  # fmt: skip
SIGNS = " .,!?…:*_~`\"'"  # around the words; Slack sends marks such as *help* as typed


def asks_to_pause(text: str) -> bool:
    """Say whether the writer wants the bot to be quiet."""
    return _plain(text) in PAUSE


def asks_to_resume(text: str) -> bool:
    """Say whether the writer wants the bot to go on."""
    return _plain(text) in RESUME


def asks_for_help(text: str) -> bool:
    """Say whether the writer only greets the bot, or asks what it is and can do."""
    return _plain(text) in HELP


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(SIGNS)

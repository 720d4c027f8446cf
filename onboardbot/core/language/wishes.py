"""Wishes about the bot itself, as the whole of a message: be quiet, go on, say what you can do; and thanks."""

PAUSE = frozenset(
    {
        "pause", "pause please", "please pause", "stop", "stop it", "stop please", "please stop", "be quiet", "quiet",
        "be quiet please", "mute", "mute please", "unsubscribe", "leave me alone", "stop messaging me",
        "stop writing to me", "stop sending me messages", "pausieren", "bitte pause", "pause bitte", "stopp",
        "bitte stopp", "sei still", "bitte sei still", "ruhe", "ruhe bitte", "bitte ruhe", "lass mich in ruhe",
        "lass mich bitte in ruhe", "mach pause", "mach mal pause", "mach eine pause", "eine pause bitte", "ruhig",
        "hör auf", "hör bitte auf", "schreib mir nicht mehr", "keine nachrichten mehr", "stumm", "abmelden",
    }
)  # fmt: skip
RESUME = frozenset(
    {
        "resume", "resume please", "go on", "go on please", "please go on", "continue", "continue please", "unpause",
        "unmute", "start", "start again", "weiter", "bitte weiter", "weiter bitte", "mach weiter", "mach bitte weiter",
        "weitermachen", "es kann weitergehen", "weiter geht's", "fortsetzen", "los geht's", "pause beenden",
    }
)  # fmt: skip
HELP = frozenset(
    {
        "help", "help please", "please help", "menu", "commands", "what can you do", "who are you", "what are you",
        "are you a bot", "are you human", "hi", "hi there", "hello", "hello there", "hey", "hey there", "good morning",
        "hilfe", "hilfe bitte", "bitte hilfe", "menü", "befehle", "was kannst du", "was kannst du alles", "wer bist du",
        "was bist du", "bist du ein bot", "bist du ein mensch", "hallo", "hallo du", "hi du", "moin", "servus",
        "grüß gott", "guten morgen", "guten tag", "",
    }
)  # fmt: skip
THANKS = frozenset(
    {
        "thanks", "thank you", "thank you so much", "many thanks", "thanks a lot", "thx", "ty", "cheers", "ok thanks",
        "okay thanks", "great thanks", "thanks bot", "danke", "danke dir", "danke schön", "dankeschön", "vielen dank",
        "besten dank", "lieben dank", "herzlichen dank", "tausend dank", "ok danke", "okay danke", "super danke",
        "prima danke", "merci",
    }
)  # fmt: skip
YES = frozenset(
    {
        "yes", "yes i am", "yes i'm", "yes please", "yes i'm in danger", "yes i am in danger", "yeah", "yep", "y",
        "i am", "ja", "ja bin ich", "ja bitte", "ja ich bin in gefahr", "jup", "j", "bin ich",
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


def thanks(text: str) -> bool:
    """Say whether the writer only says thank you."""
    return _plain(text).replace(",", "") in THANKS


def says_yes(text: str) -> bool:
    """Say whether the writer only says yes."""
    return _plain(text.replace("’", "'")).replace(",", "") in YES


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(SIGNS)

"""Words of good cheer in messages that HR writes; every language is looked through, as people mix them."""

import re

CHEERFUL = re.compile(
    r"\b(?:awesome|celebrat\w+|cheers|congrat\w+|delighted|enjoy|excit\w+|fantastic|fun|great|happy|hooray|kudos|party"
    r"|yay|well done|wonderful|woohoo|nice weekend|lovely"
    r"|feier\w*|freu\w*|fröhlich\w*|glückwunsch\w*|großartig\w*|gratul\w+|herzlichen glückwunsch|hurra|klasse|prima"
    r"|schönes wochenende|spaß|super|toll\w*|viel spaß|wunderbar\w*"
    r"|enhorabuena|felicidades|genial|feliz|bravo|félicitations|joyeux|joyeuse|parabéns|ótimo|おめでとう)\b",
    re.IGNORECASE,
)


def cheerful_words(text: str) -> bool:
    """Say whether a text holds one of them."""
    return CHEERFUL.search(text) is not None

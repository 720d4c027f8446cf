"""Examples below the help of a command, one a line."""


def examples(*lines: str) -> str:
    """Return an epilog for click; the sign of backspace keeps it from joining the lines."""
    word = "Example" if len(lines) == 1 else "Examples"
    return "\n".join(["\b", f"{word}:", *(f"  {line}" for line in lines)])

"""The bytes of a people file as text, or the mistake that keeps it from being read."""

import codecs
from pathlib import Path

from onboardbot.core.problem import Problem

MAX_BYTES = 5_000_000  # tens of thousands of hires; what is larger is another file by mistake
SAVE_AS = 'in the spreadsheet choose "Save as" and the type "CSV UTF-8"'
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # what Excel calls "Unicode text"
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .ods are zip files, .xls is an OLE file


def read_bytes(path: Path, file: str) -> bytes | Problem:
    """Return at most `MAX_BYTES` from a regular file."""
    try:
        if path.exists() and not path.is_file():  # opening a pipe would wait for ever
            return Problem(file, 1, 1, "this is not a file", "name the CSV file itself")
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return Problem(file, 1, 1, f"the file can't be read: {error.strerror}")
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 1_000_000
        return Problem(file, 1, 1, f"the file is larger than {limit} MB", "split it, or check that it is the right one")
    return data


def decode(data: bytes, file: str) -> str | Problem:
    """Return the text of UTF-8, with or without a byte order mark, or of UTF-16 with one."""
    if data.startswith(WORKBOOKS):
        return Problem(file, 1, 1, "this is a workbook, not a CSV file", SAVE_AS)
    encoding = "utf-16" if data.startswith(UTF_16) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        return _not_text(error, file)
    return _nul_bytes(text, file) or _blank(text, file) or text


def _not_text(error: UnicodeDecodeError, file: str) -> Problem:
    before = error.object[: error.start]
    name = "UTF-16" if error.encoding.startswith("utf-16") else "UTF-8"
    if name == "UTF-16":
        return Problem(file, 1, 1, "the file begins like UTF-16, but ends in the middle of a character", SAVE_AS)
    line, column = _place(before.decode("utf-8-sig"))
    message = f"the byte 0x{error.object[error.start]:02X} is not {name}"
    guess = _windows_word(error.object, error.start)
    return Problem(file, line, column, message + (f', near "{guess}"' if guess else ""), SAVE_AS)


def _windows_word(data: bytes, at: int) -> str:
    """Return the word around the byte as Windows-1252 reads it, which is where such bytes mostly come from."""
    around = data[max(0, at - 30) : at + 30].decode("cp1252", errors="replace")
    marked = data[max(0, at - 30) : at].decode("cp1252", errors="replace")
    before = marked.replace(";", " ").replace(",", " ").split(" ")[-1].split("\n")[-1]
    after = around[len(marked) :].replace(";", " ").replace(",", " ").split()
    return before + (after[0] if after else "")


def _nul_bytes(text: str, file: str) -> Problem | None:
    at = text.find("\0")
    if at < 0:
        return None
    return Problem(file, *_place(text[:at]), "there is a NUL byte here, so this is no text file in UTF-8", SAVE_AS)


def _blank(text: str, file: str) -> Problem | None:
    if text.strip():
        return None
    return Problem(file, 1, 1, "the file is empty", "the first line names the columns: email, name, start_date, ...")


def _place(before: str) -> tuple[int, int]:
    """Return line and column, from 1, of what follows `before`."""
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return len(lines), len(lines[-1]) + 1

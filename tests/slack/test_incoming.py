import pytest

from onboardbot.slack.incoming import readable


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words", "plain words"),
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("&amp;lt;", "&lt;"),
        ("<@U0MAREK00> is away", "@U0MAREK00 is away"),
        ("<@U0MAREK00|marek>", "@U0MAREK00"),
        ("in <#C1|general>", "in #general"),
        ("in <#C1>", "in #C1"),
        ("<!here> all", "@here all"),
        ("<!subteam^S1|@it>", "@it"),
        ("<!subteam^S1>", "@subteam"),
        ("<!date^1392734382^{date}|Feb 18>", "Feb 18"),
        ("<https://x.example>", "https://x.example"),
        ("<https://x.example|x.example>", "https://x.example"),
        ("<https://x.example|wiki>", "wiki (https://x.example)"),
        ("<mailto:it@x.example|it@x.example>", "it@x.example"),
        ("a\x00b\x07c\td\r\ne", "abc\td\ne"),
        ("\ue000U1\ue001", "U1"),
        ("< not a token", "< not a token"),
        ("", ""),
    ],
)
def test_words_read_as_their_writer_saw_them(text: str, expected: str) -> None:
    assert readable(text) == expected

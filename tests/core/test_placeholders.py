"""What `check` finds in a text before anybody's values are known."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboardbot.core.personalise import Mistake, check_text

ROOTS = "placeholders begin with hire, manager, buddy, hr, company, or are day"
LIQUID = "look how standard Liquid uses it"
SHORTER = "make it shorter"
TOO_LONG, FEWER = "this text takes too long to fill", "use fewer loops and filters"
NO_CLOCK = 'use "day" or "hire.start_date"'
MARK = "⟪"
NUMBERS = "{% capture a %}{% ⟪for n in (1..1000) %}{{ n }} {% endfor %}{% endcapture %}{% assign a = a | split: ' ' %}"
SORTS = NUMBERS + "{% for n in a %}{{ a | sort | uniq | size }}{% endfor %}"


@pytest.mark.parametrize(
    "text",
    [
        "no placeholders",
        "{{ hire.first_name }} {{ hire.name }} {{ hire.email }} {{ hire.start_date | date: '%d %B' }}",
        "{{ hire.department }} {{ hire.location }} {{ hire.title }} {{ hire.desk }} {{ hire['desk'] }}",
        "{{ manager.mention }} {{ buddy.first_name }} {{ hr.name }} {{ company.name }} {{ day }}",
        "{% if buddy %}{{ buddy.first_name }}{% elsif hr %}HR{% else %}-{% endif %}",
        "{% unless manager %}x{% endunless %}{% if hire.name.size > 3 %}x{% endif %}",
        "{% assign a = hire.name %}{{ a | upcase | default: 'x' }}",
        "{% for n in (1..3) %}{{ n }}{{ forloop.index }}{% break %}{% endfor %}",
        "{% case day %}{% when 1 %}one{% else %}more{% endcase %}",
        "{% raw %}{{ anything }} {% goes %}{% endraw %}{% comment %}{% here %}{% endcomment %}",
        "{%- # a note -%}{% capture a %}x{% endcapture %}{{ a }}",
        "{% liquid\nassign a = hire.name\necho a\n%}",
        "{% for n in (1..5000) limit: 3 %}{{ n }}{% endfor %}",
        "{% for n in (1..1000) %}{% if n == 1 %}{{ hire.name | upcase | append: '!' }}{% endif %}{% endfor %}",
        "100 % of { people }",
    ],
)
def test_what_the_page_allows_is_fine(text: str) -> None:
    assert check_text(text, columns=("desk",)).mistakes == ()


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("{{ ⟪hire.nmae }}", 'there is no placeholder "hire.nmae"', 'did you mean "hire.name"?'),
        ("{{ ⟪hire.firstname }}", 'there is no placeholder "hire.firstname"', 'did you mean "hire.first_name"?'),
        ("{{ ⟪Hire.Name }}", 'there is no placeholder "Hire.Name"', 'did you mean "hire.name"?'),
        ("{{ ⟪hier.name }}", 'there is no placeholder "hier.name"', 'did you mean "hire.name"?'),
        ("{{ ⟪employee.name }}", 'there is no placeholder "employee.name"', 'did you mean "hire.name"?'),
        ("{{ ⟪hire.manager }}", 'there is no placeholder "hire.manager"', 'did you mean "manager.first_name"?'),
        ("{{ ⟪hire }}", 'there is no placeholder "hire"', 'did you mean "hire.first_name"?'),
        ("{{ ⟪company }}", 'there is no placeholder "company"', 'did you mean "company.name"?'),
        ("{{ ⟪manager }}", 'there is no placeholder "manager"', 'did you mean "manager.first_name"?'),
        ("{{ ⟪name }}", 'there is no placeholder "name"', 'did you mean "hire.name"?'),
        ("{{ ⟪dya }}", 'there is no placeholder "dya"', 'did you mean "day"?'),
        ("{{ ⟪day.name }}", 'there is no placeholder "day.name"', ROOTS),
        ("{{ ⟪weather.today }}", 'there is no placeholder "weather.today"', ROOTS),
        ("{{ ⟪it.name }}", 'there is no placeholder "it.name"', ROOTS),
        ("{{ ⟪hr.email }}", 'there is no placeholder "hr.email"', "hr has first_name, name, mention"),
        (
            "{{ ⟪hire.salary }}",
            'there is no placeholder "hire.salary"',
            "hire has first_name, name, email, start_date, department, location, title, desk",
        ),
        ("{{ ⟪hire.name.first }}", 'there is no placeholder "hire.name.first"', 'did you mean "hire.name"?'),
        ("{% if ⟪hire.dsek %}x{% endif %}", 'there is no placeholder "hire.dsek"', 'did you mean "hire.desk"?'),
        ("{{ ⟪now }}", '"now" is not known in texts', NO_CLOCK),
        ("{{ ⟪today | date: '%Y' }}", '"today" is not known in texts', NO_CLOCK),
        ("{{ ⟪'now' | date: '%Y' }}", '"now" is not known in texts', NO_CLOCK),
        ("{{ hire.name | ⟪upcas }}", 'there is no filter "upcas"', 'did you mean "upcase"?'),
        ("{{ hire.name | ⟪translate }}", 'there is no filter "translate"', 'did you mean "truncate"?'),
        ("{{ hire.name | ⟪xyzzy }}", 'there is no filter "xyzzy"', "filters are those of standard Liquid"),
        ("{{ hire.name | ⟪slice }}", '"slice" can\'t be used like this', LIQUID),
        ("{{ 1 | ⟪divided_by: 0 }}", '"divided_by" can\'t be used like this', LIQUID),
        ("{% ⟪break %}", '"break" can\'t be used like this', LIQUID),
        ("⟪{{ '9999999999999' | date: '%Y' }}", '"{{" can\'t be used like this', LIQUID),
        ("⟪{{ hire.name | }}", "{{ hire.name | }} can't be read", "compare it with {{ hire.first_name }}"),
        ("a ⟪{{ }}", "there is nothing between these braces", "write {{ hire.first_name }}, or leave it out"),
        (
            "{{ hire.name ⟪hire.name }}",
            "{{ hire.name hire.name }} can't be read",
            "compare it with {{ hire.first_name }}",
        ),
        (
            "{% if hire.name ⟪=! 'x' %}x{% endif %}",
            "{% if hire.name =! 'x' %} can't be read",
            "compare it with {{ hire.first_name }}",
        ),
        (
            "{{ hire.name | default: ⟪“you” }}",
            "these quotation marks are typographic ones (“)",
            'did you mean {{ hire.name | default: "you" }}?',
        ),
        ("⟪{{ hire.name", '"{{" is never closed', 'add "}}" after it'),
        ("{{ hire.name }} ⟪{{ hire.name }", '"{{" is never closed', 'add "}}" after it'),
        ("⟪{% if buddy", '"{%" is never closed', 'add "%}" after it'),
        ("Dear ⟪{ hire.name }", "a placeholder has two braces on each side", 'did you mean "{{ hire.name }}"?'),
        ("{% ⟪if buddy %}x", '"if" is never closed', "add {% endif %} after it"),
        ("{% if buddy %}x{% ⟪endfor %}", '"endfor" does not close "if"', 'did you mean "endif"?'),
        ("x{% ⟪endif %}", '"endif" closes nothing', "leave it out, or open it before"),
        ("{% ⟪else %}", '"else" belongs into "if" or "unless" or "case" or "for"', "move it there"),
        ("{% ⟪iff buddy %}", 'there is no tag "iff"', 'did you mean "if"?'),
        ("{% ⟪xyzzy %}", 'there is no tag "xyzzy"', "tags are those of standard Liquid, such as if and for"),
        ("{% ⟪%}", "there is no tag between these marks", "write one, such as {% if buddy %}"),
        ("{% ⟪include 'a' %}", 'texts can\'t use other files, as "include" does', "write the words here"),
        ("{% ⟪render 'a' %}", 'texts can\'t use other files, as "render" does', "write the words here"),
        ("{% ⟪tablerow n in (1..2) %}x{% endtablerow %}", 'there is no tag "tablerow"', None),
        ("{% ⟪raw %}x", '"raw" is never closed', "add {% endraw %} after it"),
        (
            "{% for n in ⟪(1..day) %}x{% endfor %}",
            "nobody knows how long (1..day) is",
            "write both ends as numbers, like (1..5)",
        ),
        ("{% for ⟪n in (1..1001) %}x{% endfor %}", "this loop has more than 1000 rounds", SHORTER),
        (
            "{% ⟪for n in (1..40) %}{% for m in (1..40) %}x{% endfor %}{% endfor %}",
            "this loop has more than 1000 rounds",
            SHORTER,
        ),
        (
            "⟪{% for n in (1..1000) %}" + "x" * 21 + "{% endfor %}",
            "this text fills more than 20000 characters",
            SHORTER,
        ),
        (
            "⟪{% for n in (1..1000) %}" + "x" * 90 + "{% endfor %}",
            "this text fills more than 20000 characters",
            SHORTER,
        ),
        ("{% ⟪for n in (1..1000) %}" + "{% assign a = 1 %}" * 150 + "{% endfor %}", TOO_LONG, FEWER),
        ("⟪{{ 9 " + "| times: 9999999999 " * 9 + "}}", TOO_LONG, FEWER),
        (
            SORTS,
            TOO_LONG,
            FEWER,
        ),
        (
            "⟪" + "{% if buddy %}" * 40 + "{% endif %}" * 40,
            "the tags of this text are nested too deeply",
            "make it simpler",
        ),
    ],
)
def test_a_mistake_is_one_and_at_the_word(text: str, message: str, hint: str | None) -> None:
    offset = text.index(MARK)
    (found,) = check_text(text.replace(MARK, "", 1), columns=("desk",)).mistakes
    assert found == Mistake(offset, message, found.hint if hint is None else hint)


def test_all_mistakes_of_a_text_are_told() -> None:
    found = check_text("{{ hire.a }} {{ hire.b | c }} {% if hire.d %}{% endif %}").mistakes
    assert [mistake.message for mistake in found] == [
        'there is no placeholder "hire.a"',
        'there is no placeholder "hire.b"',
        'there is no placeholder "hire.d"',
        'there is no filter "c"',
    ]


def test_any_column_may_be_where_the_company_is_not_known() -> None:
    assert check_text("{{ hire.desk }} {{ hire.badge }}", columns=None).mistakes == ()


def test_a_path_that_is_made_up_while_filling_is_refused() -> None:
    assert len(check_text("{{ hire[day] }}").mistakes) == 1


def test_a_loop_in_a_liquid_block_is_limited_too() -> None:
    text = "{% liquid\nfor a in (1..40)\nfor b in (1..40)\necho b\nendfor\nendfor\n%}"
    assert [mistake.offset for mistake in check_text(text).mistakes] == [0]


def test_the_length_is_that_of_the_filled_text() -> None:
    assert check_text(" Hello ").length == 5
    assert check_text("{% for n in (1..900) %}0123456789{% endfor %}").length == 9000
    assert check_text("x" * 30_000, longest=100) == check_text("{{" * 15_000, longest=100)


def test_a_long_markup_is_quoted_in_short() -> None:
    (found,) = check_text("{{ hire.name | default: " + "x " * 80 + "}}").mistakes
    assert found.message.startswith("{{ hire.name | default: x x")
    assert len(found.message) < 80


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="{}%|- hire.name'\"ifend:(1)", max_size=40))
def test_no_text_breaks_the_check(text: str) -> None:
    for mistake in check_text(text).mistakes:
        assert 0 <= mistake.offset <= len(text)

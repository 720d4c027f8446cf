"""What each event of a simulated history does."""

from collections.abc import Callable, Mapping
from datetime import time, timedelta

from onboardbot.cli.simulate_reading import Line
from onboardbot.cli.simulate_walk import Walk
from onboardbot.core import alert, nudges, offer, routes, signals
from onboardbot.core.calendar import at_local_time
from onboardbot.core.company import Days
from onboardbot.core.finding import STANDING, Choice, Level, State
from onboardbot.core.history import Answer, AnswerKind, CheckIn, Meeting, Pause
from onboardbot.core.language.wishes import asks_to_pause, asks_to_resume
from onboardbot.core.visibility import circle_of, narrowed

OWN_ROLES = (routes.MANAGER, routes.BUDDY, routes.HR, routes.DUTY)
ONE_DAY = timedelta(days=1)


def _check_in(walk: Walk, line: Line) -> None:
    circle = frozenset(circle_of(line.values["seen_by"], walk.team).people)
    sent = CheckIn(id=line.values["id"], sent_at=line.at, circle=circle)
    walk.teller.seen_by[sent.id] = line.values["seen_by"]
    walk.course.change(check_ins=(*walk.history.check_ins, sent))


def _answer(walk: Walk, line: Line) -> None:
    said = line.values
    circle = circle_of(walk.teller.seen_by[said["id"]], walk.team)
    if said.get("circle") is not None:
        circle = narrowed(circle, said["circle"], counted=True)
    mood, text = said.get("mood"), said.get("text")
    answer = Answer(
        id=f"{said['id']}/{said.get('question') or ('mood' if text is None else 'text')}",
        kind=AnswerKind.MOOD if text is None else AnswerKind.TEXT,
        at=line.at,
        circle=frozenset(circle.people),
        mood=mood,
        text=text,
        check_in=said["id"],
    )
    if text is None:
        walk.acknowledge(f"ack.mood_{mood}")
    else:
        walk.answer(text, mood=_mood_beside(walk, said["id"]), seed=answer.id)
    walk.course.answer(answer)


def _mood_beside(walk: Walk, check_in: str) -> int | None:
    """Return what was tapped in a check-in."""
    return next((one.mood for one in reversed(walk.history.moods) if one.check_in == check_in), None)


def _message(walk: Walk, line: Line) -> None:
    """Take words outside of check-ins; a wish about the bot is done, and what leads to nothing gets a helpful reply."""
    text, before = line.values["text"], len(walk.course.spoken)
    if asks_to_pause(text):
        walk.acknowledge("help.paused")
        walk.course.change(pauses=(*walk.history.pauses, Pause(since=line.at)))
    elif asks_to_resume(text):
        walk.acknowledge("help.resumed")
        walk.course.resume()
    else:
        walk.course.answer(Answer(id=f"message/{line.number}", kind=AnswerKind.MESSAGE, at=line.at, text=text))
        if len(walk.course.spoken) == before:
            _help(walk, text, line)


def _help(walk: Walk, text: str, line: Line) -> None:
    key = walk.teller.reply_to(text, walk.history)
    if key is None:
        walk.answer(text, mood=None, seed=line.at.isoformat(), alone=True)
    else:
        walk.acknowledge(key)


def _offer(walk: Walk, line: Line) -> None:
    choice = line.values["choice"]
    open_ = walk.newest(lambda one: one.state in (State.OFFERED, State.ANNOUNCED) and one.level is not Level.DISTRESS)
    asked = open_ or walk.newest(lambda one: one.state is State.WAITING)
    if asked is not None:
        walk.course.move(asked, lambda finding, moment: alert.choose(finding, choice, moment))


def _share_words(walk: Walk, line: Line) -> None:
    del line
    if (found := offer.sharing(walk.history)) is not None:
        walk.course.move(found, alert.share_words)


def _danger(walk: Walk, line: Line) -> None:
    choice = line.values["choice"]
    found = walk.newest(lambda one: one.level is Level.DISTRESS)
    if found is not None:
        walk.course.move(found, lambda finding, moment: alert.danger(finding, moment, choice))


def _task_overdue(walk: Walk, line: Line) -> None:
    due = line.values["due"]
    sent = min(line.at, at_local_time(due, time(0), walk.course.moment.calendar.zone))
    walk.course.task(line.values["task"], due=due, sent_at=sent, done_at=None)


def _need_help(walk: Walk, line: Line) -> None:
    helper = line.values.get("help") or routes.MANAGER
    if helper not in OWN_ROLES and helper not in walk.team.roles:
        walk.meets(helper)
        walk.had.setdefault(helper, {helper})
        roles = {**walk.team.roles, helper: (helper,)}
        walk.course.change(team=walk.team.model_copy(update={"roles": roles}))
    walk.course.task(line.values["task"], help=helper, help_asked_at=line.at, done_at=None)
    moment = walk.course.moment
    signal = signals.need_help.detect(walk.history, calendar=moment.calendar, now=moment.now)
    if signal is not None:
        walk.course.open(signal)


def _done(walk: Walk, line: Line) -> None:
    if any(task.id == line.values["task"] for task in walk.history.tasks):
        walk.course.task(line.values["task"], done_at=line.at)


def _pause(walk: Walk, line: Line) -> None:
    until = line.values.get("until")
    ends = at_local_time(until + ONE_DAY, time(0), walk.course.moment.calendar.zone) if until else None
    if ends is None or ends > line.at:
        walk.course.change(pauses=(*walk.history.pauses, Pause(since=line.at, until=ends)))


def _leave(walk: Walk, line: Line) -> None:
    first = line.values.get("from") or walk.course.moment.day(line.at)
    if first <= line.values["until"]:
        walk.course.leave(Days(first=first, last=line.values["until"]))


def _resume(walk: Walk, line: Line) -> None:
    del line
    walk.course.resume()


def _manager_changed(walk: Walk, line: Line) -> None:
    to = line.values["to"]
    walk.had[routes.MANAGER].add(to)
    if to is not None:
        walk.meets(to)
    walk.course.change(team=walk.team.model_copy(update={"manager": to}))


def _taken(walk: Walk, line: Line) -> None:
    by = walk.person(line.values["by"])
    told = walk.newest(lambda one: one.state in (State.OPEN, State.LAPSED) and by in one.told)
    if told is not None:
        walk.course.move(told, lambda finding, moment: alert.take(finding, moment, by))


def _passed(walk: Walk, line: Line) -> None:
    by, to = walk.person(line.values["by"]), walk.person(line.values["to"])
    walk.meets(to)
    told = walk.newest(lambda one: one.state in STANDING and by in one.told)
    if told is not None:
        walk.course.move(told, lambda finding, moment: alert.pass_on(finding, moment, by, to))


def _helped(walk: Walk, line: Line) -> None:
    asked = walk.newest(lambda one: one.state in STANDING and one.asked_helped > 0 and one.heard is None)
    asked = asked or walk.newest(lambda one: one.state in STANDING)
    if asked is not None:
        walk.course.move(asked, lambda finding, moment: alert.helped(finding, moment, line.values["how"]))


def _talk(walk: Walk, line: Line) -> None:
    to, within = line.values["to"], line.values.get("within")
    to = to if to in OWN_ROLES else walk.person(to)
    role = to if to in OWN_ROLES else next((one for one in OWN_ROLES if to in routes.of_role(walk.team, one)), None)
    if role is not None:
        moment = walk.course.moment
        walk.course.do(alert.talk(moment, walk.course.new_id(), Choice(role), within))


def _met(walk: Walk, line: Line) -> None:
    """Confirm the talk with the manager of this day, the meeting with the buddy that is due; others are not counted."""
    word, moment = line.values["with"], walk.course.moment
    person = walk.person(word)
    for role in (routes.MANAGER, routes.BUDDY):
        if word != role and (word in OWN_ROLES or person not in routes.of_role(walk.team, role)):
            continue
        met = Meeting(role=role, number=nudges.number_of(role, moment), at=line.at)
        if not any((one.role, one.number) == (role, met.number) for one in walk.history.meetings):
            walk.knows(meetings=(*walk.history.meetings, met))


def _nothing(walk: Walk, line: Line) -> None:
    """Time passed."""


EVENTS: Mapping[str, Callable[[Walk, Line], None]] = {
    "enrolled": _nothing,
    "check_in": _check_in,
    "answer": _answer,
    "message": _message,
    "offer": _offer,
    "share_words": _share_words,
    "danger": _danger,
    "task_overdue": _task_overdue,
    "need_help": _need_help,
    "done": _done,
    "pause": _pause,
    "leave": _leave,
    "resume": _resume,
    "manager_changed": _manager_changed,
    "taken": _taken,
    "passed": _passed,
    "helped": _helped,
    "talk": _talk,
    "met": _met,
    "tick": _nothing,
}

"""What must hold whatever happened, each broken one as a sentence: by what stands in Slack and in the database."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from onboardbot.core.outbox import HOLD_BACK, Priority
from onboardbot.flows.due import ON_TIME
from tests.simulation.cast import QUOTED, STEP, ZONES
from tests.simulation.deeds import People
from tests.simulation.life import Row
from tests.simulation.slack import Standing, Workspace

TABLES = ("message", "touchpoint", "enrollment", "failure", "inbox", "pause")
BEGIN, END = time(9), time(17, 30)
LEEWAY = timedelta(minutes=2)  # between the decision to send and the call: a room with places, and slow answers
UNASKED = ("message", "guide", "question")
DONE = ("sent", "cancelled")


@dataclass(frozen=True)
class Told:
    """All there is to know afterwards."""

    rows: Mapping[str, Sequence[Row]]
    slack: Workspace
    people: People
    now: datetime

    def of(self, standing: Standing) -> Row | None:
        return next((row for row in self.rows["message"] if row["id"] == standing.message_id), None)

    def onboarding(self, standing: Standing) -> str | None:
        row = self.of(standing)
        return row["enrollment_id"] if row else None


def broken(rows: Mapping[str, Sequence[Row]], slack: Workspace, people: People, *, now: datetime) -> list[str]:
    """Return a sentence for each thing that must not be; `rows`: of the tables of this module."""
    told = Told(rows, slack, people, now)
    return [f"{check.__name__}: {sentence}" for check in CHECKS for sentence in check(told)]


def one_message_each(told: Told) -> Iterator[str]:
    """Twice is only right where the history could not be read and somebody waited for the answer."""
    for message_id, times in Counter(one.message_id for one in told.slack.messages).items():
        row = next((row for row in told.rows["message"] if row["id"] == message_id), None)
        if row is None:
            yield f"a message that is not in the outbox: {message_id}"
        elif times > 1 and not (message_id in told.slack.unreadable and row["priority"] <= Priority.PROTECTED):
            yield f"{times} times {_named(row)}"


def one_step_each(told: Told) -> Iterator[str]:
    """A step is said by one message of an onboarding, whatever rows it went through; a rehire begins a new one."""
    messages = {one.message_id: one for one in told.slack.messages}.values()
    said = Counter((told.onboarding(one), one.channel, *found) for one in messages for found in _steps(one))
    yield from (f"{times} times {step}" for (_, *step), times in said.items() if times > 1)


def none_early(told: Told) -> Iterator[str]:
    due = {row["id"]: _utc(row["due_at"]) for row in told.rows["touchpoint"]}
    for one, row in _unasked(told):
        at, claimed = due.get(row["touchpoint_id"]), _utc(row["claimed_at"])
        if at is not None and claimed is not None and claimed < at:
            yield f"{_named(row)} claimed at {claimed}, due at {at}"
        if row["due_at"] and one.called < (_utc(row["due_at"]) or told.now) and not _jumped(told, one.at):
            yield f"{_named(row)} called at {one.called}, in the outbox for {row['due_at']}"


def none_outside_hours(told: Told) -> Iterator[str]:
    for one, row in _unasked(told):
        local = one.called.astimezone(ZoneInfo(ZONES[told.slack.email_of(one.channel)]))
        late = datetime.combine(local.date(), END, local.tzinfo) + ON_TIME + LEEWAY
        outside = local.time() < BEGIN or local > late or local.weekday() > 4
        if outside and not _jumped(told, one.at):
            yield f"{_named(row)} at {local}"


def none_after_the_end(told: Told) -> Iterator[str]:
    ended = {row["id"]: _utc(row["ended_at"]) for row in told.rows["enrollment"]}
    for one, row in _unasked(told):
        at = ended.get(row["enrollment_id"])
        if at is not None and one.called > at + LEEWAY and not _jumped(told, one.at):
            yield f"{_named(row)} at {one.called}, ended at {at}"


def none_in_a_pause(told: Told) -> Iterator[str]:
    for one, row in _unasked(told):
        for pause in told.rows["pause"]:
            since, until = _utc(pause["since"]) or told.now, _utc(pause["until"]) or told.now
            its = pause["enrollment_id"] == row["enrollment_id"]
            if its and since + LEEWAY < one.called < until and not _jumped(told, one.at):
                yield f"{_named(row)} at {one.called}, paused from {since} to {until}"


def in_order(told: Told) -> Iterator[str]:
    """What waited for the same person went in order, unless what was older was held up for long.

    Where nobody could look whether it arrived it is HR's, and others go on; Slack may still have taken it later.
    """
    sent: dict[str, list[tuple[Standing, Row]]] = defaultdict(list)
    for one, row in _unasked(told):
        sent[one.channel].append((one, row))
    for theirs in sent.values():
        theirs.sort(key=lambda pair: pair[1]["seq"])
        for (one, older), (other, newer) in itertools.pairwise(theirs):
            tries = [call.at for call in told.slack.made if call.message_id == one.message_id]
            held_up = other.at - min(tries, default=one.at) > HOLD_BACK.total_seconds() or _jumped(told, other.at)
            if one.ts > other.ts and not held_up and one.message_id not in told.slack.unreadable:
                yield f"{_named(newer)} before {_named(older)}"


def every_deed_handled(told: Told) -> Iterator[str]:
    rows = {row["key"]: row for row in told.rows["inbox"]}
    for deed in told.people.acknowledged:
        row = rows.get(deed.key)
        if row is None:
            yield f"acknowledged and not kept: {deed.key}"
        elif row["state"] != "handled":
            yield f"{row['state']}: {deed.kind} {dict(deed.payload)}"


def every_word_answered_once(told: Told) -> Iterator[str]:
    """Whoever wrote something that is neither an answer nor a wish reads one help, and no second one."""
    subjects = Counter(row["subject"] for row in told.rows["message"] if row["kind"] in {"help", "words"})
    for deed in told.people.acknowledged:
        if deed.kind == "message" and (times := subjects[str(deed.payload["ts"])]) > 1:
            yield f"{times} answers to {deed.payload}"


def every_failure_told(told: Told) -> Iterator[str]:
    known = defaultdict(list)
    for row in told.rows["failure"]:
        known[row["about"]].append(row)
        if row["told_at"] is None and row["cleared_at"] is None:
            yield f"not told: {row['about']} {row['cause']} {row['detail']}"
    for row in told.rows["message"]:
        if row["state"] in {"failed", "unsure"} and row["kind"] != "failures" and not known[f"message/{row['id']}"]:
            yield f"{row['state']} without a word: {_named(row)} {row['cause']}"
    for row in told.rows["touchpoint"]:
        if row["state"] == "missed" and not known[f"touchpoint/{row['id']}"]:
            yield f"missed without a word: {row['step_id']} {row['cause']}"


def nothing_left(told: Told) -> Iterator[str]:
    """Everything came to an end once nothing went wrong any more."""
    for row in told.rows["message"]:
        if row["state"] in {"pending", "adding", "sending", "retry"} and row["after"] is None:
            yield f"{row['state']}: {_named(row)} {row['due_at']} {row['cause']}"
        if row["stale"] and row["ts"]:
            yield f"never drawn anew: {_named(row)}"
    on_their_way = {row["touchpoint_id"] for row in told.rows["message"] if row["state"] != "cancelled"}
    for row in told.rows["touchpoint"]:
        handed_over = row["state"] == "sending" and row["id"] in on_their_way
        if row["state"] in {"planned", "waiting", "sending", "retry"} and not handed_over:
            yield f"{row['state']}: step {row['step_id']} {row['due_at']} {row['cause']}"
    for row in told.rows["enrollment"]:
        if row["state"] != "ended" or row["unsettled"]:
            yield f"an onboarding is {row['state']}, unsettled: {row['unsettled']}"


def sent_is_what_stands(told: Told) -> Iterator[str]:
    """A message that counts as sent stands where its row says, and what stands in Slack counts as sent."""
    there = {(one.message_id, one.channel, one.ts) for one in told.slack.messages}
    standing = {one.message_id for one in told.slack.messages}
    for row in told.rows["message"]:
        stands_in = row["added_to"] or row["id"]
        if row["state"] == "sent" and (stands_in, row["channel"], row["ts"]) not in there:
            yield f"sent, but not there: {_named(row)}"
        if row["state"] in {"cancelled", "failed"} and row["id"] in standing:
            yield f"{row['state']}, but there: {_named(row)}"


def words_are_the_newest(told: Told) -> Iterator[str]:
    """Nothing but what was asked for once is shown as open, once it was answered."""
    for row in told.rows["message"]:
        if row["lease_until"] is not None and row["state"] == "sent":
            yield f"nobody knows how it reads: {_named(row)}"


CHECKS = (
    one_message_each, one_step_each, none_early, none_outside_hours, none_after_the_end, none_in_a_pause, in_order,
    every_deed_handled, every_word_answered_once, every_failure_told, nothing_left, sent_is_what_stands,
    words_are_the_newest,
)  # fmt: skip


def _unasked(told: Told) -> Iterator[tuple[Standing, Row]]:
    """Yield the steps that stand in Slack, by the first time that each was said."""
    for one in told.slack.messages:
        row = told.of(one)
        if row is not None and row["kind"] in UNASKED and row["priority"] == Priority.DUE:
            yield one, row


def _steps(one: Standing) -> list[tuple[str, ...]]:
    """Return the steps that a message says; an acknowledgement that quotes the question it is about says none."""
    return list(STEP.findall(QUOTED.sub("", one.words)))


def _named(row: Row) -> str:
    return f"{row['kind']} {row['subject']} (message {row['seq']}, {row['attempts']} tries, {row['state']})"


def _jumped(told: Told, at: float) -> bool:
    """Whether somebody had set the machine's clock shortly before: nobody can tell what hour it was."""
    return at - 2 * 60 * 60 < told.slack.jumped <= at


def _utc(told: str | datetime | None) -> datetime | None:
    """Return an instant, which SQLite keeps as text without a zone."""
    if isinstance(told, datetime):
        return told
    return datetime.fromisoformat(told).replace(tzinfo=UTC) if told else None

"""The newest events of the bot's log in plain words, for whoever runs it and did not write it."""

import json
import logging
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from onboardbot.flows.bot import Bot
from onboardbot.flows.clockwork import written

KEPT = 500  # events: what a person may want to look back on, and a bound for a bot that runs for weeks
STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
FALLBACK = "The bot noted “{event}”."
UNKNOWN = "?"
SENTENCES = {
    "message_sent": "Sent: {kind}.",
    "message_not_sent": "Not sent: {kind} ({cause}). HR is told.",
    "message_unanswered": "Nobody knows whether {kind} arrived. It is looked for in its conversation.",
    "message_looked_for": "Looked for a message in its conversation. Found: {found}.",
    "incoming_not_seen": "What came in could not be looked at; it is tried again. Please report it.",
    "database_not_usable": "The database can't be used: {why}. The bot waits for it.",
    "database_usable_again": "The database can be used again.",
    "errand_failed": "One piece of work beside the rounds failed; it is done again. Please report it.",
    "call_failed": "A call to Slack failed as nobody foresaw. Please report it.",
    "message_not_updated": "A message that stands in Slack could not be brought up to date ({cause}).",
    "message_not_drawn": "Not sent: {kind}, as it could not be written. HR is told; please report it.",
    "hire_moved": "A hire changed to the playbook “{playbook}”.",
    "hire_enrolled": "A new hire is on the playbook “{playbook}” now.",
    "playbook_asked": "No playbook fits a new hire. HR was asked to choose one.",
    "clock_moved": "Somebody moved the clock of this demo.",
    "incoming_handled": "Received: {came}. It was stored first, then handled.",
    "incoming_not_handled": "Something that came in ({came}) could not be handled yet. It is tried again.",
    "incoming_given_up": "Something that came in ({came}) could not be handled. Whoever did it was told.",
    "row_failed": "One piece of work failed; all others go on. Please report it.",
    "round_failed": "A round of work failed; the next one goes on. Please report it.",
    "work_never_ends": "There is always more to do at one instant, which should not be. Please report it.",
    "file_broken": "{file} has mistakes. Its last good version goes on, and HR was told.",
    "playbooks_unreadable": "The playbooks could not be read. Their last good versions go on.",
    "people_not_matched": "Slack's list of people could not be read. It is tried again.",
    "secret_key_made": "A key that locks what people write was made beside the database. Keep it with your backups.",
    "slack_not_reachable": "Slack does not answer. The bot waits and tries again.",
    "slack_connection_replaced": "The connection to Slack was silent for too long and was opened anew.",
    "slack_refuses": "Slack refuses the bot; it asks again until somebody has mended it: {why}",
    "work_stuck": "A round of work hung and was begun anew. Please report it.",
    "transaction_undone": "Two processes did the same at one moment. One of them begins anew.",
    "request_refused": "Something that did not come from Slack was turned away.",
    "listening": "Slack may send to port {port}.",
    "slack_scopes_missing": "The token lacks permissions: {scopes}.",
    "slack_method_unknown": "This server does not know {method}; the bot does without.",
    "home_not_drawn": "Somebody's Home could not be brought up to date; the next look at it tries again.",
    "user_not_told": "Slack did not say who somebody is.",
    "clock_port_ignored": "The port of the clock is ignored: it needs a start, too.",
    "also_hears": "Besides the rules, {ears} hears what replies say.",
    "ear_failed": "{ear} could not hear a reply ({cause}). What the rules hear stands.",
    "ear_rests": "{ear} rests for a while. What the rules hear stands.",
    "reply_not_let_go": "A reply that was heard could not be let go at once; it goes later. Please report it.",
    "no_hr_in_slack": "Nobody of HR is in Slack, so nobody would hear of trouble.",
}
KINDS = {
    "message": "a message of a playbook",
    "guide": "a list of tasks",
    "question": "a question",
    "acknowledgement": "an answer to what somebody wrote or tapped",
    "words": "a short answer",
    "help": "what the bot can do",
    "offer": "an offer to ask somebody for help",
    "announce": "what will be said, before it is said",
    "tell": "a note to somebody who may help",
    "told_hire": "what somebody was told, word for word",
    "took": "that somebody will reach out",
    "took_back": "that somebody won't reach out after all",
    "ask_helped": "the question whether it helped",
    "remind": "a reminder of an open note",
    "escalate": "that somebody could not respond",
    "help_ask": "a request for help with a task",
    "handoff_ask": "a wish to talk to a person",
    "handoff_plan": "who will get back, and by when",
    "works_now": "that a task works now",
    "failures": "what did not go out, for HR",
    "choose_playbook": "the choice of a playbook, for HR",
    "problems": "mistakes in a file, for HR",
    "nobody_to_help": "that nobody was found who helps",
    "try": "a step to try out, for HR",
    "still_right": "the question whether a start is still right",
    "about_hire": "something about a hire's start",
    "farewell": "the last message of an onboarding",
    "advice": "a word for the next newcomer",
    "resources": "an answer that can't wait",
    "drill": "the monthly drill",
    "drill_silent": "that nobody tapped the monthly drill, for HR",
    "my_data": "what is kept about a hire",
    "correction": "a correction that a hire asks for, for HR",
    "withdrawn": "that a note was taken back",
    "nudge_eve": "five lines before a start",
    "nudge_one_to_one": "a reminder of a talk alone",
    "nudge_month": "one thing to ask this month",
    "nudge_fading": "a reminder that help fades easily",
    "nudge_digest": "what waits for a manager",
    "nudge_meeting": "a reminder to meet",
    "nudge_pick_buddy": "the choice of a buddy",
    "proposal": "a time that somebody proposes to talk",
    "proposal_answer": "whether a time fits",
    "nudge_gentle": "a word to a newcomer alone",
}
CAME = {
    "message": "a message",
    "edit": "a changed message",
    "deletion": "a deleted message",
    "action": "a tap",
    "submission": "a form",
    "profile": "a changed profile",
    "home": "a look at the Home",
    "home_action": "a tap in the Home",
    "buddy": "the pick of a buddy",
    "handoff_pass": "the pick of somebody else to talk to",
    "my_data": "a wish to see what is kept",
}


@dataclass(frozen=True)
class Event:
    """One line of the log; `at` is business time, `words` what it means."""

    at: datetime
    level: str
    event: str
    words: str
    facts: str

    def shape(self) -> dict[str, str]:
        return {**vars(self), "at": written(self.at)}


@dataclass
class Recent(logging.Handler):
    """Keeps the newest events of the bot; what they hold is what the log holds: ids, and never a person's words."""

    bot: Bot
    events: deque[Event] = field(default_factory=lambda: deque(maxlen=KEPT))

    def __post_init__(self) -> None:
        super().__init__(logging.INFO)

    def emit(self, record: logging.LogRecord) -> None:
        facts = {key: value for key, value in vars(record).items() if key not in STANDARD}
        name = record.getMessage()
        at = datetime.fromtimestamp(record.created, UTC) + self.bot.clock.offset
        written_facts = json.dumps(facts, default=str) if facts else ""
        self.events.append(Event(at, record.levelname, name, plain(name, facts), written_facts))

    def __hash__(self) -> int:
        return id(self)  # the logging module keeps handlers in a set


class _Facts(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return UNKNOWN


def plain(event: str, facts: dict[str, object]) -> str:
    """Return a sentence for an event and its facts."""
    kind = str(facts.get("kind", UNKNOWN))
    spelled = kind.replace("_", " ")
    cause = str(facts.get("cause", UNKNOWN)).replace("_", " ")
    told = _Facts(facts, event=event, cause=cause, kind=KINDS.get(kind, spelled), came=CAME.get(kind, spelled))
    return SENTENCES.get(event, FALLBACK).format_map(told)


@contextmanager
def recent(bot: Bot) -> Iterator[Recent]:
    """Keep the newest events as long as the block lasts."""
    logger = logging.getLogger("onboardbot")
    handler = Recent(bot)
    logger.addHandler(handler)
    try:
        yield handler
    finally:
        logger.removeHandler(handler)

"""Taps on offers, announcements and alerts: only whom the message is for, and only what it still shows."""

from collections.abc import Awaitable, Callable, Mapping

from onboardbot.core import alert, effect, handoff, offer, reminders
from onboardbot.core.enrollment import Enrollment, EnrollmentState
from onboardbot.core.finding import CONFIDENTIAL, Choice, Danger, Finding, Helped, Level, NotUseful, State
from onboardbot.core.moment import Moment
from onboardbot.core.visibility import was_told
from onboardbot.flows import care, scene
from onboardbot.flows.drawing.handoffs import SOON
from onboardbot.flows.tap import Tap
from onboardbot.store import enrollments, findings, outbox

THEIR_OWN = frozenset(  # the newcomer's taps
    {"offer", "within", "cancel_alert", "edit_alert", "share_words", "helped", "danger", "time_fits", "time_other",
     "handoff_close"}
)  # fmt: skip
Move = Callable[[Finding, Moment], effect.Outcome]


async def _moved(tap: Tap, move: Move) -> None:
    """Move the finding of a tapped message, if the tap is the tapper's to make."""
    found = await findings.by_id(tap.session, tap.value.partition("/")[0])
    if found is None:
        return
    enrollment = await enrollments.by_id(tap.session, found[0])
    over = enrollment.state is EnrollmentState.ENDED and not found[1].live and found[1].level not in CONFIDENTIAL
    if not _may(tap, found[1], enrollment) or over:
        return
    current = await scene.load(tap.bot, tap.session, found[0])
    moment = await care.moment_of(tap.session, current, now=tap.now)
    await care.apply(tap.session, current, move(found[1], moment), now=tap.now)
    await care.changed(tap.session, current, now=tap.now)


def _may(tap: Tap, finding: Finding, enrollment: Enrollment) -> bool:
    """Say whether a tap is the newcomer's, or of somebody who was told and whom they have not turned away from."""
    if tap.action in THEIR_OWN:
        return tap.person.id == enrollment.person_id
    return was_told(tap.person.id, finding) and finding.outcome_for(tap.person.id) is not State.ENDED


async def _choose(tap: Tap) -> None:
    await _moved(tap, lambda finding, moment: _chosen(tap, finding, moment))


def _chosen(tap: Tap, finding: Finding, moment: Moment) -> effect.Outcome:
    """Choose whom the button named; if somebody else has the role by now, nobody: the buttons are drawn anew."""
    named = effect.Option(choice=Choice(tap.detail), person=tap.value.partition("/")[2] or None)
    still = named in alert.options(finding, moment)
    return alert.choose(finding, named.choice, moment) if still else (finding, ())


async def _cancel(tap: Tap) -> None:
    await _moved(tap, alert.keep)


async def _edit(tap: Tap) -> None:
    """Show whom else to ask, in place of the announcement; what was to be said waits for the 15 minutes."""
    said = care.asked(tap.envelope)
    if isinstance(said, effect.Announce):
        args = said.model_copy(update={"again": True}).model_dump_json()
        await outbox.change(tap.session, tap.envelope.id, args=args, stale=True)


async def _share(tap: Tap) -> None:
    await _moved(tap, lambda finding, moment: _shared(tap, finding, moment))


def _shared(tap: Tap, finding: Finding, moment: Moment) -> effect.Outcome:
    """Share the words that stood beside the button, with whom it named: not what was written since."""
    _, _, answer = tap.value.partition("/")
    words = offer.words_for(finding, moment.history)
    fits = words is not None and words.answer == answer
    return alert.share_words(finding, moment) if fits else (finding, ())


async def _soon(tap: Tap) -> None:
    if tap.detail in SOON:
        await _moved(tap, lambda finding, moment: alert.soon(finding, moment, SOON[tap.detail]))


async def _take(tap: Tap) -> None:
    await _moved(tap, lambda finding, moment: alert.take(finding, moment, tap.person.id))


async def _accept(tap: Tap) -> None:
    await _moved(tap, lambda finding, moment: _accepted(tap, finding, moment))


def _accepted(tap: Tap, finding: Finding, moment: Moment) -> effect.Outcome:
    """Take a hand-off, unless somebody else did, or it was passed on since."""
    theirs = handoff.is_with(finding, tap.person.id)
    return alert.take(finding, moment, tap.person.id) if theirs else (finding, ())


async def _close(tap: Tap) -> None:
    await _moved(tap, _closed)


def _closed(finding: Finding, moment: Moment) -> effect.Outcome:
    """End a hand-off, which the newcomer alone may."""
    return alert.close(finding, moment) if finding.level is Level.HANDOFF else (finding, ())


async def _time(tap: Tap) -> None:
    await _moved(tap, lambda finding, moment: _answered(tap, finding, moment))


def _answered(tap: Tap, finding: Finding, moment: Moment) -> effect.Outcome:
    """Hear whether the time fits that the message names, if that is the newest."""
    newest = tap.value == f"{finding.id}/{finding.proposals}"
    return alert.fits(finding, moment, fits=tap.action == "time_fits") if newest else (finding, ())


async def _pass(tap: Tap) -> None:
    await _moved(tap, lambda finding, moment: _passed(tap, finding, moment))


def _passed(tap: Tap, finding: Finding, moment: Moment) -> effect.Outcome:
    """Pass an alert to the first of HR who may be asked; whoever is not in its circle reads no reason."""
    to = reminders.passes_to(finding, moment.team, tap.person.id)
    return (finding, ()) if to is None else alert.pass_on(finding, moment, tap.person.id, to)


async def _already(tap: Tap) -> None:
    await _moved(tap, lambda finding, moment: alert.talked(finding, moment, tap.person.id))


async def _remind(tap: Tap) -> None:
    await _moved(tap, alert.remind_tomorrow)


async def _not_useful(tap: Tap) -> None:
    reason = NotUseful(tap.detail) if tap.detail in set(NotUseful) else None
    await _moved(tap, lambda finding, moment: alert.not_useful(finding, moment, reason, by=tap.person.id))


async def _helped(tap: Tap) -> None:
    await _moved(tap, lambda finding, moment: _heard(tap, finding, moment))


def _heard(tap: Tap, finding: Finding, moment: Moment) -> effect.Outcome:
    """Take the first answer to each "did it help?"; a second tap on the same is none."""
    return (finding, ()) if finding.heard is not None else alert.helped(finding, moment, Helped(tap.detail))


async def _danger(tap: Tap) -> None:
    await _moved(tap, lambda finding, moment: alert.danger(finding, moment, Danger(tap.detail)))


TAPS: Mapping[str, Callable[[Tap], Awaitable[None]]] = {
    "offer": _choose,
    "cancel_alert": _cancel,
    "edit_alert": _edit,
    "share_words": _share,
    "within": _soon,
    "alert_take": _take,
    "alert_pass": _pass,
    "alert_remind": _remind,
    "alert_already": _already,
    "alert_not_useful": _not_useful,
    "handoff_accept": _accept,
    "handoff_close": _close,
    "time_fits": _time,
    "time_other": _time,
    "helped": _helped,
    "danger": _danger,
}

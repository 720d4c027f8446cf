"""What stands in the messages that changed after they came, when all is over; every other one says what it said."""

from tests.stories.ninety_days.words import (
    ASK_WHAT,
    FOR_HELPING,
    HER_WORDS,
    IT_HELPED,
    LOW_MOOD,
    MAREK_READS,
    NEEDS_LAPTOP,
    SILENCE,
    WHY,
)

IN_THE_END = {
    "still-right": "Nadia starts on {0} at {1}. Still right?",
    "first-day": f"""\
Your first day
3 of 3 done
✅ Done: Pick up your laptop
✅ Done: Have lunch with Bea
✅ Done: Find the coffee
That's everything, Nadia. Well done, and thank you!
{WHY}""",
    "laptop-help": f"""\
{NEEDS_LAPTOP}
Done. Nadia is unstuck, thank you!
{FOR_HELPING}
{WHY}""",
    "asked-it": f"""\
I've asked IT to help you with “Pick up your laptop”.
What IT can read, word for word:
{NEEDS_LAPTOP}
Done. Nadia is unstuck, thank you!
{FOR_HELPING}""",
    "help": """\
Thanks for writing, Nadia. I'm a bot and can't chat well, and nobody else reads this. \
I can get you a human, go quiet for a while, or show what I keep about you.
[Talk to a person] [What you keep about me]""",
    "surprise": """\
What surprised you so far?
You answered: That everybody has lunch together. · only you see it.""",
    "first-week": """\
How was your first week, all in all?
You answered: 🙂 Good · Marek may be told.""",
    "who-helped": """\
Good to hear, Nadia, and thank you for telling me.
Who helped you most?
You answered: My buddy · counted only.""",
    "week-two": """\
How has this week been for you?
You answered: 🙁 Not great · Marek may be told.""",
    "easier": """\
Thank you for telling me, Nadia; that doesn't sound easy.
What would make next week easier?
You answered: The build takes an hour, and nobody knows why. · Marek may be told.""",
    "offer": "Thank you. I'm asking Marek.",
    "alert": f"{LOW_MOOD}\n{HER_WORDS}\n{ASK_WHAT}\n{IT_HELPED}\n{FOR_HELPING}\n{WHY}",
    "asked-marek": f"{MAREK_READS}\n{LOW_MOOD}\n{HER_WORDS}\n{ASK_WHAT}\n{IT_HELPED}\n{FOR_HELPING}",
    "did-it-help": """\
A few days ago I asked Marek to help. Did it help?
I'm glad. Thank you for telling me.""",
    "stuck": "All right, I won't say anything.",
    "three-weeks": """\
I know who to ask when I am stuck.
You answered: Mostly · Bea may be told.""",
    "thirty": """\
How has your first month been?
You answered: 🙂 Good · Marek may be told.""",
    "change": """\
Good to hear, Nadia, and thank you for telling me.
What should we change for the next newcomer?
You answered: Say on day one where the quiet rooms are. · Marek may be told.""",
    "looking-back": f"""\
Looking back
1 of 2 done
✅ Done: Write down three things that you did
⬜ To do: Ask Marek what to go on doing
[Done] [I need help]
{WHY}""",
    "week-seven": """\
How are things going?
You answered: 🙂 Good · Marek may be told.""",
    "week-eight": "How is your work, week by week?\nThis question is closed now, as your onboarding has ended.",
    "week-nine": """\
And how was the last week?
You answered: 🙂 Good · Marek may be told.""",
    "silence": "I'm telling Marek what stood here; you can read it again once it is sent.",
    "silence-alert": f"{SILENCE}\n{IT_HELPED}\n{FOR_HELPING}\n{WHY}",
    "asked-marek-to-say-hello": f"{MAREK_READS}\n{SILENCE}\n{IT_HELPED}\n{FOR_HELPING}\n{WHY}",
    "reminder": f"""\
I had sent you a reminder about Nadia here.
{IT_HELPED}
{FOR_HELPING}
{WHY}""",
    "week-eleven": """\
How have these months been?
You answered: 😐 Okay · Lena may be told.""",
    "looking-ahead": f"""\
Looking ahead
1 of 1 done
✅ Done: Agree with Lena on the next three months
That's everything, Nadia. Well done, and thank you!
{WHY}""",
    "next-newcomer": """\
What would you tell the next newcomer?
You answered: Ask everything twice. · Priya may be told.""",
}

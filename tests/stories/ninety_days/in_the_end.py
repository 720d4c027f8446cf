"""What stands in the messages that changed after they came, when all is over; every other one says what it said."""

from tests.stories.ninety_days.words import (
    ASK_WHAT,
    FOR_HELPING,
    HER_WORDS,
    IT_HELPED,
    LENA_MAY,
    LOW_MOOD,
    MAREK_READS,
    MOODS,
    NEEDS_LAPTOP,
    SILENCE,
)

IN_THE_END = {
    "first-day": """\
Your first day
3 of 3 done
✅ Done: Pick up your laptop
✅ Done: Have lunch with Bea
✅ Done: Find the coffee
All done, Nadia. Thank you!""",
    "laptop-help": f"""\
{NEEDS_LAPTOP}
Done. Nadia is unstuck, thank you!
{FOR_HELPING}""",
    "asked-it": f"""\
I've asked IT to help you with “Pick up your laptop”.
What IT can read, word for word:
{NEEDS_LAPTOP}
Done. Nadia is unstuck, thank you!
{FOR_HELPING}""",
    "surprise": """\
What surprised you so far?
You answered: That everybody has lunch together. · only you see it""",
    "first-week": """\
How was your first week, all in all?
You answered: 🙂 Good · Marek may be told""",
    "who-helped": """\
Good to hear, Nadia. Thank you.
Who helped you most?
You answered: My buddy · counted only""",
    "week-two": """\
How has this week been for you?
You answered: 🙁 Not great · Marek may be told""",
    "easier": """\
Thanks for telling me, Nadia. That doesn't sound easy.
What would make next week easier?
You answered: The build takes an hour, and nobody knows why. · Marek may be told""",
    "offer": "Thank you. I'm asking Marek.",
    "alert": f"{LOW_MOOD}\n{HER_WORDS}\n{ASK_WHAT}\n{IT_HELPED}\n{FOR_HELPING}",
    "asked-marek": f"{MAREK_READS}\n{LOW_MOOD}\n{HER_WORDS}\n{ASK_WHAT}\n{IT_HELPED}\n{FOR_HELPING}",
    "did-it-help": """\
A few days ago I asked Marek to help. Did it help?
I'm glad. Thank you for telling me.""",
    "stuck": "All right, I won't say anything.",
    "three-weeks": """\
I know who to ask when I am stuck.
You answered: Mostly · Bea may be told""",
    "thirty": """\
How has your first month been?
You answered: 🙂 Good · Marek may be told""",
    "change": """\
Good to hear, Nadia. Thank you.
What should we change for the next newcomer?
You answered: Say on day one where the quiet rooms are. · Marek may be told""",
    "looking-back": """\
Looking back
1 of 2 done
✅ Done: Write down three things that you did
⬜ Ask Marek what to go on doing
[Done] [I need help]""",
    "week-seven": """\
How are things going?
You answered: 🙂 Good · Marek may be told""",
    "week-eight": f"How is your work, week by week?\n{MOODS}\n{LENA_MAY}",
    "week-nine": """\
And how was the last week?
You answered: 🙂 Good · Marek may be told""",
    "silence": "I'm telling Marek, as I wrote here.",
    "silence-alert": f"{SILENCE}\n{IT_HELPED}\n{FOR_HELPING}",
    "asked-marek-to-say-hello": f"{MAREK_READS}\n{SILENCE}\n{IT_HELPED}\n{FOR_HELPING}",
    "reminder": f"""\
I had sent you a reminder about Nadia here.
{IT_HELPED}
{FOR_HELPING}""",
    "week-eleven": """\
How have these months been?
You answered: 😐 Okay · Lena may be told""",
    "looking-ahead": """\
Looking ahead
1 of 1 done
✅ Done: Agree with Lena on the next three months
All done, Nadia. Thank you!""",
    "next-newcomer": """\
What would you tell the next newcomer?
You answered: Ask everything twice. · Priya may be told""",
}

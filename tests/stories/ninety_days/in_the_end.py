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
    "still-right": "Nadia starts on {0} at {1}. Still right?",
    "first-day": """\
Your first day
3 of 3 done
✅ Done: Pick up your laptop
✅ Done: Have lunch with Bea
✅ Done: Find the coffee
That's everything, Nadia. Well done, and thank you!""",
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
You answered: That everybody has lunch together. · only you see it. You can change it any time.
[Change my answer]""",
    "first-week": f"""\
How was your first week, all in all?
You answered: 🙂 Good · Marek may be told. You can change it any time.
{MOODS}
{LENA_MAY}""",
    "who-helped": """\
Good to hear, Nadia, and thank you for telling me.
Who helped you most?
You answered: My buddy · counted only. You can change it any time.
[My team / My buddy / Nobody yet]""",
    "week-two": f"""\
How has this week been for you?
You answered: 🙁 Not great · Marek may be told. You can change it any time.
{MOODS}
{LENA_MAY}""",
    "easier": f"""\
Thank you for telling me, Nadia; that doesn't sound easy.
What would make next week easier?
You answered: The build takes an hour, and nobody knows why. · Marek may be told. You can change it any time.
[Change my answer]
{LENA_MAY}""",
    "offer": "Thank you. I'm asking Marek.",
    "alert": f"{LOW_MOOD}\n{HER_WORDS}\n{ASK_WHAT}\n{IT_HELPED}\n{FOR_HELPING}",
    "asked-marek": f"{MAREK_READS}\n{LOW_MOOD}\n{HER_WORDS}\n{ASK_WHAT}\n{IT_HELPED}\n{FOR_HELPING}",
    "did-it-help": """\
A few days ago I asked Marek to help. Did it help?
I'm glad. Thank you for telling me.""",
    "stuck": "All right, I won't say anything.",
    "three-weeks": """\
I know who to ask when I am stuck.
You answered: Mostly · Bea may be told. You can change it any time.
[Completely / Mostly / Not really]""",
    "thirty": f"""\
How has your first month been?
You answered: 🙂 Good · Marek may be told. You can change it any time.
{MOODS}
{LENA_MAY}""",
    "change": f"""\
Good to hear, Nadia, and thank you for telling me.
What should we change for the next newcomer?
You answered: Say on day one where the quiet rooms are. · Marek may be told. You can change it any time.
[Change my answer]
{LENA_MAY}""",
    "looking-back": """\
Looking back
1 of 2 done
✅ Done: Write down three things that you did
⬜ To do: Ask Marek what to go on doing
[Done] [I need help]""",
    "week-seven": f"""\
How are things going?
You answered: 🙂 Good · Marek may be told. You can change it any time.
{MOODS}
{LENA_MAY}""",
    "week-eight": f"How is your work, week by week?\n{MOODS}\n{LENA_MAY}",
    "week-nine": f"""\
And how was the last week?
You answered: 🙂 Good · Marek may be told. You can change it any time.
{MOODS}
{LENA_MAY}""",
    "silence": "I'm telling Marek, as I wrote here.",
    "silence-alert": f"{SILENCE}\n{IT_HELPED}\n{FOR_HELPING}",
    "asked-marek-to-say-hello": f"{MAREK_READS}\n{SILENCE}\n{IT_HELPED}\n{FOR_HELPING}",
    "reminder": f"""\
I had sent you a reminder about Nadia here.
{IT_HELPED}
{FOR_HELPING}""",
    "week-eleven": f"""\
How have these months been?
You answered: 😐 Okay · Lena may be told. You can change it any time.
{MOODS}""",
    "looking-ahead": """\
Looking ahead
1 of 1 done
✅ Done: Agree with Lena on the next three months
That's everything, Nadia. Well done, and thank you!""",
    "next-newcomer": """\
What would you tell the next newcomer?
You answered: Ask everything twice. · Priya may be told. You can change it any time.
[Change my answer]""",
}

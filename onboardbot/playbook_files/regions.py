"""Zones, countries, subdivisions and languages: the names that exist, and the mends for those that don't."""

import json
import re
from functools import cache
from importlib.resources import files

from onboardbot.core.zones import zone_names
from onboardbot.playbook_files.notes import Notes
from onboardbot.playbook_files.sentences import Rule
from onboardbot.playbook_files.suggest import LONGEST, listed, nearest
from onboardbot.playbook_files.tree import Scalar

OTHER_CODES = {"UK": "GB", "EN": "GB", "USA": "US", "EL": "GR", "ENGLAND": "GB", "HOLLAND": "NL", "GREAT BRITAIN": "GB"}
KOSOVO = {"XK": "Kosovo"}  # not in ISO 3166, but in use, and in `holidays`
# ISO 639-1, and the longer codes of languages that CLDR has a locale for
LANGUAGES = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo
    es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg
    ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn
    no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta
    te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    agq arn asa ast bas bem bez bho blo brx ccp ceb cgg chr ckb csw dav dje doi dsb dua dyo ebu ewo fil fur gsw guz haw
    hnj hsb jgo jmc kab kam kde kea kgp khq kln kok ksb ksf ksh kxv lag lij lkt lmo lrc luo luy mai mas mer mfe mgh mgo
    mni moh mua mus mzn naq nds nmg nnh nqo nso nus nyn pap pcm prg quc raj rof rwk sah saq sat sbp scn seh ses shi smj
    smn sms sma syr szl teo tok twq tzm vai vec vmw vun wae xog yav yrl yue zgh
    """.split()  # noqa: SIM905 - three hundred quoted codes read worse
)
LANGUAGE_NAMES = {
    "english": "en",
    "german": "de",
    "deutsch": "de",
    "french": "fr",
    "français": "fr",
    "spanish": "es",
    "español": "es",
    "italian": "it",
    "italiano": "it",
    "portuguese": "pt",
    "dutch": "nl",
    "polish": "pl",
    "hebrew": "he",
    "japanese": "ja",
    "chinese": "zh",
}
# RFC 5646: language, script, region, variants, extensions, private use
TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(-[a-z]{3}){0,3}(-[a-z]{4})?(-(?P<region>[a-z]{2}|\d{3}))?"
    r"(-([a-z0-9]{5,8}|\d[a-z0-9]{3}))*(-[a-wy-z0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?",
    re.ASCII | re.IGNORECASE,
)


@cache
def countries() -> dict[str, str]:
    """Return the names of all countries by their ISO 3166 code, as the locked `tzdata` has them."""
    table = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {code: name for code, name, *_ in rows} | KOSOVO


@cache
def subdivisions() -> dict[str, dict[str, str]]:
    """Return the subdivisions that the locked `holidays` knows: country -> code -> name."""
    table = (files("onboardbot.playbook_files") / "subdivisions.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = json.loads(table)
    return found


def read_zone(text: Scalar, notes: Notes) -> str | None:
    """Return the zone's name; None with the mistake noted."""
    name, known = text.words, zone_names()
    if name in known:
        return name
    by_city = {zone.rpartition("/")[2].lower(): zone for zone in sorted(known)}
    bare = name.lower().replace(" ", "_")
    same = {zone.lower(): zone for zone in known}.get(bare) or by_city.get(bare)
    notes.add(text, Rule.BAD_ZONE, text=name, mend=same or nearest(bare, sorted(known), alike=0.8))
    return None


def read_country(text: Scalar, notes: Notes) -> str | None:
    """Return the country's code; None with the mistake noted."""
    if text.words in countries():
        return text.words
    notes.add(text, Rule.BAD_COUNTRY, text=text.words, mend=country_mend(text.words))
    return None


def country_mend(word: str) -> str:
    """Return the code that `word` stands for: de, UK, Germany, DE-BE."""
    upper = word.upper()
    if OTHER_CODES.get(upper, upper) in countries():
        return OTHER_CODES.get(upper, upper)
    by_name = {name.lower(): code for code, name in countries().items()}
    prefix = upper.partition("-")[0]
    return (
        by_name.get(word.lower(), "")
        or by_name.get(nearest(word, by_name, alike=0.8), "")
        or (prefix if prefix in countries() and prefix != upper else "")
    )


def read_subdivision(text: Scalar, country: str | None, notes: Notes) -> str | None:
    """Return the subdivision of `country`; None with the mistake noted. Without a country nothing can be said."""
    known = subdivisions().get(country or "", {})
    if country is None or text.words in known:
        return text.words
    code = text.words.upper().removeprefix(f"{country}-").removeprefix(f"{country}_")
    by_name = {name.lower(): code for code, name in known.items() if name}
    upper = {code.upper(): code for code in known}
    mend = upper.get(code) or by_name.get(text.words.lower(), "") or by_name.get(nearest(text.words, by_name), "")
    advice = f"it can be {listed(known)}" if known else "leave it out: its holidays are the same everywhere"
    notes.add(text, Rule.BAD_SUBDIVISION, text=text.words, country=country, known=advice, mend=mend)
    return None


def read_language(text: Scalar, notes: Notes) -> str:
    """Return the language as written; an unknown one (BCP 47) is a warning."""
    if not known_language(text.words):
        notes.add(text, Rule.UNKNOWN_LANGUAGE, text=text.words, mend=_language_mend(text.words))
    return text.words


def known_language(tag: str) -> bool:
    """Whether `tag` is well-formed and its language and region exist; case is ignored (RFC 5646, 2.1.1)."""
    match = TAG.fullmatch(tag) if len(tag) <= LONGEST else None
    if not match:
        return False
    region = match["region"] or ""
    return match["language"].lower() in LANGUAGES and (not region.isalpha() or region.upper() in countries())


def _language_mend(word: str) -> str:
    dashed = word.replace("_", "-").partition(".")[0].replace("-UK", "-GB")
    named = LANGUAGE_NAMES.get(word.lower()) or LANGUAGE_NAMES.get(nearest(word, LANGUAGE_NAMES), "")
    return dashed if known_language(dashed) else named

"""An adversary who writes what is withheld into the words of an ask, in every way he can think of.

Ways are mechanical where a machine could take them back (another script, an ending, words for digits), and implied
where it takes knowledge of the world or a calculation. The rates by way stand in docs/reference/leak-check.md.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from leaks import spelling
from leaks.facts import (
    TODAY,
    Fact,
    a_count,
    a_day,
    a_feast,
    a_mark,
    a_person,
    a_place,
    a_quote,
    a_state,
    an_age,
    an_alias,
    an_organisation,
)
from leaks.spelling import words
from tocsin.domain.entity import EntityKind
from tocsin.domain.leak import Leak
from tocsin.domain.leaks.finding import find
from tocsin.domain.leaks.message import Message
from tocsin.matching import sightings
from tocsin.vocabulary.country import COUNTRIES

CARRIERS = (
    "Tell us whether you know of {}.",
    "Has {} been mentioned to you?",
    "We would be glad to hear what your files hold on {}, before the weekend if you can.",
    "{} may be of interest here; please check your registers.",
    "Please ask your border post about {} and say nothing to others.",
    "Lütfen {} hakkında bildiklerinizi yazın.",
    "Merci de nous dire ce que vous savez de {}.",
    "For the record: {}. Please confirm by telephone.",
)
MONTHS_TR = words("Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık")
MONTHS_FR = words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")

Writes = Callable[[Fact], str]


@dataclass(frozen=True)
class Way:
    """One way to write a fact; `mechanical` ways are promised to be found."""

    name: str
    draw: Callable[[random.Random], Fact]
    write: Writes
    mechanical: bool = True


def _last(fact: Fact) -> str:
    return fact.value.split()[-1]


def _each(fact: Fact, change: Callable[[str], str]) -> str:
    return " ".join(change(word) for word in fact.value.split())


def _split_over_sentences(fact: Fact) -> str:
    return f"a man called {fact.value.split()[0]}. His people are the {_last(fact)}s"


def _begins_and_ends(fact: Fact) -> str:
    return f"someone whose name begins with {_last(fact)[:2]} and ends in {_last(fact)[-2:]}"


def _syllables(fact: Fact) -> str:
    return f"something like {_last(fact)[:3]}. It goes on with {_last(fact)[3:]}"


def _words_apart(fact: Fact) -> str:
    first, second, *_ = fact.value.split()
    return f"the {second}, which they call {first}"


def _third_words_changed(fact: Fact) -> str:
    return " ".join("thing" if at % 3 == 2 else word for at, word in enumerate(fact.value.split()))


def _distance(fact: Fact) -> str:
    days = (fact.day - TODAY).days
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def _coordinates(fact: Fact) -> str:
    chance = fact.chance
    north = f"{chance.randrange(90)}°{chance.randrange(60)}′{chance.choice('NS')}"
    return f"{north}, {chance.randrange(180)}.15° {chance.choice('EW')}"


def _decimals(fact: Fact) -> str:
    return f"{fact.chance.uniform(-90, 90):.4f}, {fact.chance.uniform(-180, 180):.4f}"


def _broken(word: str) -> str:
    return f"{word[: len(word) // 2]}-{word[len(word) // 2 :]}"


def _run_together(fact: Fact) -> str:
    return fact.value.replace(" ", "") + fact.chance.choice(("", "@mail.example", "_26"))


def _turkish(fact: Fact) -> str:
    return spelling.turkish_case(fact.value, apostrophe="’")


def _initials(fact: Fact) -> str:
    return "".join(word[0] for word in fact.value.split()).upper()


def _ordinal(day: int) -> str:
    suffix = "th" if 10 < day % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{suffix}"


_FIRSTS = words(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth "
    "twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
)


def _names(draw: Callable[[random.Random], Fact], what: str) -> list[Way]:
    return [
        Way(f"{what}, as it is", draw, lambda f: f.value),
        Way(f"{what}, in capitals", draw, lambda f: f.value.upper()),
        Way(f"{what}, in small letters", draw, lambda f: f.value.lower()),
        Way(f"{what}, without accents", draw, lambda f: spelling.plain(f.value)),
        Way(f"{what}, possessive", draw, lambda f: f.value + "'s"),
        Way(f"{what}, Turkish ending behind an apostrophe", draw, _turkish),
        Way(f"{what}, Turkish ending grown on", draw, lambda f: spelling.turkish_case(f.value, apostrophe="")),
        Way(f"{what}, in Cyrillic", draw, lambda f: spelling.cyrillic(f.value)),
        Way(f"{what}, in Cyrillic with a case", draw, lambda f: _each(f, spelling.russian_case)),
        Way(f"{what}, in Greek", draw, lambda f: spelling.greek(f.value)),
        Way(f"{what}, in Arabic", draw, lambda f: spelling.arabic(f.value)),
        Way(f"{what}, with signs that cannot be seen", draw, lambda f: _each(f, "\u200b".join)),
        Way(f"{what}, in look-alike letters", draw, lambda f: spelling.twins(f.value)),
        Way(f"{what}, digits for letters", draw, lambda f: spelling.leet(f.value)),
        Way(f"{what}, run together", draw, _run_together),
        Way(f"{what}, broken by hyphens", draw, lambda f: _each(f, _broken)),
    ]


WAYS: tuple[Way, ...] = (
    *_names(a_person, "person"),
    Way("person, surname alone", a_person, _last),
    Way("person, given name alone", a_person, lambda f: f.value.split()[0]),
    Way("person, surname first", a_person, lambda f: ", ".join(reversed(f.value.split()))),
    Way("person, initial and surname", a_person, lambda f: f"{f.value[0]}. {_last(f)}"),
    Way("person, split over two sentences", a_person, _split_over_sentences),
    Way("person, letter by letter", a_person, lambda f: " ".join(spelling.plain(_last(f)).upper())),
    Way("person, letters and points", a_person, lambda f: ".".join(_last(f).upper()) + "."),
    Way("person, spelled on the radio", a_person, lambda f: spelling.radio(_last(f))),
    Way("person, backwards", a_person, lambda f: spelling.plain(_last(f))[::-1].title()),
    Way("person, initials with points", a_person, lambda f: ". ".join(_initials(f)) + "."),
    Way(
        "person, as another clerk spells it", a_person, lambda f: spelling.respelt(_last(f), f.chance), mechanical=False
    ),
    Way("person, mistyped", a_person, lambda f: spelling.mistyped(_last(f), f.chance), mechanical=False),
    Way("person, only how it begins and ends", a_person, _begins_and_ends, mechanical=False),
    Way("person, initials without points", a_person, _initials, mechanical=False),
    Way("person, syllables in two sentences", a_person, _syllables, mechanical=False),
    *_names(an_alias, "alias")[:8],
    *_names(an_organisation, "organisation")[:6],
    Way("organisation, run together", an_organisation, lambda f: f.value.replace(" ", "")),
    Way("organisation, in look-alike letters", an_organisation, lambda f: spelling.twins(f.value)),
    Way("organisation, initials", an_organisation, _initials),
    Way("organisation, initials with points", an_organisation, lambda f: ".".join(_initials(f)) + "."),
    Way("organisation, in Cyrillic", an_organisation, lambda f: spelling.cyrillic(f.value)),
    Way("organisation, last word alone", an_organisation, lambda f: "the " + _last(f), mechanical=False),
    Way(
        "organisation, first word alone",
        an_organisation,
        lambda f: "the " + f.value.split()[0] + " people",
        mechanical=False,
    ),
    Way("organisation, words far apart", an_organisation, _words_apart, mechanical=False),
    *_names(a_place, "place"),
    Way("place, backwards", a_place, lambda f: spelling.plain(f.value)[::-1].title()),
    Way("place, letter by letter", a_place, lambda f: " ".join(spelling.plain(f.value).upper())),
    Way("place, as another clerk spells it", a_place, lambda f: spelling.respelt(f.value, f.chance), mechanical=False),
    Way("place, its first half", a_place, lambda f: f"a town called {f.value[:4]}-something", mechanical=False),
    Way("place, as coordinates", a_place, _coordinates, mechanical=False),
    Way("place, as decimal coordinates", a_place, _decimals, mechanical=False),
    Way("state, in English", a_state, lambda f: COUNTRIES[f.code].name),
    Way("state, in Turkish", a_state, lambda f: COUNTRIES[f.code].tr),
    Way("state, in French", a_state, lambda f: COUNTRIES[f.code].fr),
    Way("state, in capitals", a_state, lambda f: COUNTRIES[f.code].name.upper()),
    Way("state, possessive", a_state, lambda f: COUNTRIES[f.code].name + "'s people"),
    Way("state, its people", a_state, lambda f: COUNTRIES[f.code].adjectives[0]),
    Way("state, its people in Turkish", a_state, lambda f: COUNTRIES[f.code].turkish[0]),
    Way("state, Turkish ending", a_state, lambda f: spelling.turkish_case(COUNTRIES[f.code].tr, apostrophe="’")),
    Way("state, its capital", a_state, lambda f: COUNTRIES[f.code].capitals[0]),
    Way("state, in Cyrillic", a_state, lambda f: spelling.cyrillic(COUNTRIES[f.code].name), mechanical=False),
    Way("state, its flag", a_state, lambda f: "".join(chr(0x1F1E6 + ord(c) - 65) for c in f.code), mechanical=False),
    Way("state, its code", a_state, lambda f: f"a passport ({f.code})", mechanical=False),
    Way(
        "state, its internet domain", a_state, lambda f: f"an address that ends in .{f.code.lower()}", mechanical=False
    ),
    Way("count, in digits", a_count, lambda f: f"{f.number} porters"),
    Way("count, in English words", a_count, lambda f: f"{spelling.english(f.number)} men"),
    Way(
        "count, in English words without hyphens", a_count, lambda f: f"{spelling.english(f.number, hyphen=' ')} people"
    ),
    Way("count, in Turkish words", a_count, lambda f: f"{spelling.turkish(f.number)} kişi"),
    Way("count, in French words", a_count, lambda f: f"{spelling.french(f.number)} hommes"),
    Way("count, in Arabic digits", a_count, lambda f: f"{str(f.number).translate(_DIGITS)} men"),
    Way("count, in wide digits", a_count, lambda f: f"{str(f.number).translate(_WIDE)} men"),
    Way("count, as Roman numerals", a_count, lambda f: f"{spelling.roman(f.number)} men", mechanical=False),
    Way(
        "count, as a sum",
        a_count,
        lambda f: f"{f.number // 2} men and {f.number - f.number // 2} more",
        mechanical=False,
    ),
    Way("count, by one less", a_count, lambda f: f"one man more than {f.number - 1}", mechanical=False),
    Way(
        "count, in dozens",
        a_count,
        lambda f: f"{max(f.number // 12, 1)} dozen men and {f.number % 12}",
        mechanical=False,
    ),
    Way(
        "count, twice its half",
        a_count,
        lambda f: f"twice {f.number // 2} men" + (" and one" if f.number % 2 else ""),
        mechanical=False,
    ),
    Way("age, in digits", an_age, lambda f: f"a man aged {f.number}"),
    Way("age, as an adjective", an_age, lambda f: f"a {f.number}-year-old"),
    Way("age, in English words", an_age, lambda f: f"someone {spelling.english(f.number)} years old"),
    Way("age, in Turkish words", an_age, lambda f: f"{spelling.turkish(f.number)} yaşında biri"),
    Way("age, in French words", an_age, lambda f: f"un homme de {spelling.french(f.number)} ans"),
    Way("age, as a year of birth", an_age, lambda f: f"a man born in {TODAY.year - f.number}", mechanical=False),
    Way("day, by the standard", a_day, lambda f: f.day.isoformat()),
    Way("day, without signs", a_day, lambda f: f"{f.day:%Y%m%d}"),
    Way("day, with points", a_day, lambda f: f"{f.day:%d.%m.%Y}"),
    Way("day, with strokes", a_day, lambda f: f"{f.day.day}/{f.day.month}"),
    Way("day, month first", a_day, lambda f: f"{f.day:%m/%d/%Y}"),
    Way("day, in words", a_day, lambda f: f"{f.day.day} {f.day:%B}"),
    Way("day, month in front", a_day, lambda f: f"{f.day:%b}. {_ordinal(f.day.day)}"),
    Way("day, ordinal", a_day, lambda f: f"the {_ordinal(f.day.day)} of {f.day:%B}"),
    Way("day, spelled out", a_day, lambda f: f"the {_FIRSTS[f.day.day - 1]} of {f.day:%B}"),
    Way("day, in Turkish", a_day, lambda f: f"{f.day.day} {MONTHS_TR[f.day.month - 1]}'da"),
    Way("day, in French", a_day, lambda f: f"le {f.day.day} {MONTHS_FR[f.day.month - 1]}"),
    Way(
        "day, by the one before", a_day, lambda f: f"the day after {f.day - timedelta(days=1):%-d %B}", mechanical=False
    ),
    Way(
        "day, a week before another",
        a_day,
        lambda f: f"a week before {f.day + timedelta(days=7):%-d %B}",
        mechanical=False,
    ),
    Way("day, by its distance", a_day, _distance, mechanical=False),
    Way(
        "day, by its number in the year",
        a_day,
        lambda f: f"day {f.day.timetuple().tm_yday} of the year",
        mechanical=False,
    ),
    Way("day, by a feast", a_feast, lambda f: f.value, mechanical=False),
    Way("quote, whole", a_quote, lambda f: f.value),
    Way("quote, in capitals without signs", a_quote, lambda f: f.value.upper()),
    Way("quote, eight words of it", a_quote, lambda f: " ".join(f.value.split()[3:11])),
    Way("quote, one word changed", a_quote, lambda f: " ".join(["some", *f.value.split()[1:]])),
    Way("quote, every third word changed", a_quote, _third_words_changed, mechanical=False),
    Way("quote, halves turned round", a_quote, lambda f: "; ".join(reversed(f.value.split(" and "))), mechanical=False),
    Way(
        "quote, the nouns alone",
        a_quote,
        lambda f: ", ".join(w for w in f.value.split() if len(w) > 4),
        mechanical=False,
    ),
    Way("identifier, as it is", a_mark, lambda f: f.value),
    Way("identifier, in capitals", a_mark, lambda f: f.value.upper()),
    Way("identifier, without its signs", a_mark, lambda f: "".join(c for c in f.value if c.isalnum())),
    Way("identifier, in groups", a_mark, lambda f: " ".join(f.value[i : i + 3] for i in range(0, len(f.value), 3))),
    Way("identifier, its first half", a_mark, lambda f: f.value[: len(f.value) // 2], mechanical=False),
)


def letter(fact: Fact, ask: str) -> Message:
    """A short letter that says one thing the counterpart may hold, and asks this."""
    text = (
        f"TLP:AMBER\n\nWARNING from Lisbon Desk to Garda Liaison\n\nWhat is reported\n- {fact.said} [B2]\n\n"
        f"What we ask of you\n- {ask}\n- Please answer by 2026-11-25 12:00 UTC.\n\nTLP:AMBER\n"
    )
    return Message(text=text, said=(fact.said,), written=(ask,), standing=("Lisbon Desk", "Garda Liaison"))


def traces(fact: Fact, ask: str) -> tuple[Leak, ...]:
    """What the check finds."""
    message = letter(fact, ask)
    people = [each.text for each in fact.secrets.names if each.kind is EntityKind.PERSON]
    others = [each.text for each in fact.secrets.names if each.kind is not EntityKind.PERSON]
    return find(message, fact.secrets, sightings(message.whole, people=people, others=others), today=TODAY)


def ask_of(way: Way, fact: Fact) -> str:
    """The fact in this way, in a sentence."""
    return fact.chance.choice(CARRIERS).format(way.write(fact))

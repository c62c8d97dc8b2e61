"""English."""

from collections.abc import Sequence

from tocsin.domain.claim import Status
from tocsin.domain.entity import EntityKind
from tocsin.domain.wording.noun import Description, Happening, Noun, Quality
from tocsin.vocabulary.country import COUNTRIES
from tocsin.vocabulary.harm import EVENT_TYPES
from tocsin.vocabulary.language import Language, noun, words

_WITH_ARTICLE = {"NL", "US", "GB", "AE", "PH", "CD", "CG", "CF", "DO", "BS", "MV", "SC", "KM", "MH", "SB", "FK", "FO"}
_COUNTED = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_IRREGULAR = {
    "carry": ("carried", "carried", "carrying"),
    "commit": ("committed", "committed", "committing"),
    "give": ("gave", "given", "giving"),
    "hold": ("held", "held", "holding"),
    "kidnap": ("kidnapped", "kidnapped", "kidnapping"),
    "make": ("made", "made", "making"),
    "take": ("took", "taken", "taking"),
    "travel": ("travelled", "travelled", "travelling"),
    "try": ("tried", "tried", "trying"),
    "withdraw": ("withdrew", "withdrawn", "withdrawing"),
}
_DONE = {  # of what is done to somebody, or takes place
    Status.OCCURRED: ("{was} {done}", "took place"),
    Status.ONGOING: ("{is} being {done}", "is under way"),
    Status.ALLEGED: ("{is} said to have been {done}", "is said to have taken place"),
    Status.DENIED: ("{is} said not to have been {done}", "is denied"),
    Status.PLANNED: ("", "is planned"),
    Status.ATTEMPTED: ("", "was attempted"),
    Status.THREATENED: ("", "has been threatened"),
    Status.CONDITIONAL: ("", "is planned under a condition"),
    Status.POSSIBLE: ("", "is possible"),
}
_DOING = {
    Status.OCCURRED: "{past}",
    Status.ONGOING: "{is} {doing}",
    Status.PLANNED: "{plan} to {do}",
    Status.ATTEMPTED: "tried to {do}",
    Status.THREATENED: "{has} threatened to {do}",
    Status.CONDITIONAL: "{plan}, under a condition, to {do}",
    Status.ALLEGED: "{is} said to have {done}",
    Status.DENIED: "{is} said not to have {done}",
}
_PARTS = (
    ("recipients", "to"),
    ("at", "in"),
    ("from", "from"),
    ("through", "through"),
    ("to", "to"),
    ("instruments", "with"),
    ("subjects", "concerning"),
    ("others", "involving"),
)

_UNUSUAL = {("arrival", "to"): "in", ("information sharing", "recipients"): "with", ("border crossing", "to"): "into"}


class English:
    """The grammar of English."""

    words = words(Language.ENGLISH)

    def day(self, day: int, month: int, year: int | None) -> str:
        name = self.words.sections["time"]["months"][month - 1]
        return self.words.say("time", "day" if year else "day_without_year", day=day, month=name, year=year)

    def country(self, code: str) -> Noun:
        known = COUNTRIES.get(code)
        name = known.name if known is not None else code
        return Noun(text=f"the {name}" if code in _WITH_ARTICLE else name, country=code)

    def place(self, name: str) -> Noun:
        return Noun(text=name)

    def describe(self, found: Description) -> Noun:
        text, plural = self._head(found)
        adjectives = [f"{found.age}-year-old"] if found.age else []
        adjectives += [_adjective(code) for code in found.nationalities]
        adjectives += [each.text for each in found.organisations]
        counted = self._count(found) if found.count else ""
        said = " ".join([*adjectives, text])
        if not plural and not counted:
            said = said if text in {"police", "somebody"} else _with_article(said)
        is_inside = found.kind in {EntityKind.FACILITY, EntityKind.PLACE}
        return Noun(text=f"{counted} {said}".strip(), plural=plural, is_name=False, is_inside=is_inside)

    def _head(self, found: Description) -> tuple[str, bool]:
        entry = noun(found.head) if found.head else None
        several = found.is_counted_as_several
        if entry is not None:
            row, is_many = entry
            plural = several or (is_many and row.one != row.many) or found.kind is EntityKind.GROUP
            return (row.many if plural else row.one), plural
        if found.head:
            return found.head, several or found.head.endswith("s")
        plural = several or found.kind is EntityKind.GROUP
        if found.organisations:
            return ("members" if plural else "member"), plural
        if found.nationalities:
            return ("nationals" if plural else "national"), plural
        return self.words.row("thing", found.kind)["many" if plural else "one"], plural

    def _count(self, found: Description) -> str:
        if found.number is not None:
            return _COUNTED[found.number] if found.number < len(_COUNTED) else f"{found.number:,}"
        return self.words.say("quantity", found.quantity) if found.quantity else ""

    def again(self, kind: EntityKind, tag: str) -> Noun:
        is_group = kind is EntityKind.GROUP
        return Noun(text=f"{self.words.row('thing', kind)['one']} {tag}", plural=is_group, is_name=False)

    def title(self, text: str, *, many: bool = False) -> str:
        found = noun(text)
        return text if found is None else found[0].many if many else found[0].one

    def listed(self, nouns: Sequence[Noun]) -> str:
        said = list(dict.fromkeys(each.text + each.bracketed for each in nouns))
        return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)

    def event(self, event: Happening) -> str:
        row, status = self.words.row("event", event.type), Status(event.status)
        doers, objects = event.get("doers"), event.get("objects")
        rest = self._rest(event)
        if doers and status in _DOING:
            verb = _verb(_DOING[status], row["do"] if objects else row["act"], plural=_are_many(doers))
            return _sentence([self.listed(doers), self._with_object(verb, objects), *rest])
        done, happens = _DONE[status]
        if objects and not doers and done:
            verb = _verb(done, row["do"].replace("{} ", ""), plural=_are_many(objects))
            return _sentence([self.listed(objects), verb, *rest])
        said = [f"the {row['noun']} of {self.listed(objects)}"] if objects else [_with_article(row["noun"])]
        by = [f"by {self.listed(doers)}"] if doers else []
        return _sentence([*said, *rest, *by, happens])

    def _with_object(self, verb: str, objects: Sequence[Noun]) -> str:
        if not objects:
            return verb
        return verb.replace("{}", self.listed(objects)) if "{}" in verb else f"{verb} {self.listed(objects)}"

    def _rest(self, event: Happening) -> list[str]:
        is_violent = EVENT_TYPES[event.type].family in {"violence", "operation"}
        said = []
        if targets := event.get("targets"):
            said.append(f"{'on' if is_violent else 'aimed at'} {self.listed(targets)}")
        for part, usual in _PARTS:
            if nouns := event.get(part):
                said.append(f"{_UNUSUAL.get((event.type, part), usual)} {self.listed(nouns)}")
        return [*said, event.when] if event.when else said

    def state(self, subject: Noun, qualities: Sequence[Quality], status: str) -> str:
        verb = "are" if subject.plural else "is"
        verb += {Status.ALLEGED: " said to be", Status.DENIED: " said not to be"}.get(Status(status), "")
        said = [self._quality(each, plural=subject.plural) for each in qualities]
        return _sentence([self.listed([subject]), verb, " and ".join(filter(None, [", ".join(said[:-1]), said[-1]]))])

    def _quality(self, quality: Quality, *, plural: bool) -> str:
        value = self.listed([quality.noun]) if quality.noun is not None else quality.value
        match quality.kind:
            case "role":
                where = f" of {quality.organisation.text}" if quality.organisation is not None else ""
                where += f" in {self.listed([quality.place])}" if quality.place is not None else ""
                return (value if plural or value == "wanted" else _with_article(value)) + where
            case "nationality" | "membership":
                one, many = ("a national of", "nationals of") if quality.kind == "nationality" else _MEMBER
                return f"{many if plural else one} {value}"
            case _:
                return _QUALITIES[quality.kind].format(value)


_MEMBER = ("a member of", "members of")
_QUALITIES = {
    "institution": "an institution of {}",
    "alias": "also known as “{}”",
    "alias-of-body": "also known as “{}”",
    "origin": "of origin {}",
    "birthplace": "born in {}",
    "age": "{} years old",
    "count": "{} in number",
    "country": "in {}",
    "protected": "protected ({})",
}


def _adjective(code: str) -> str:
    known = COUNTRIES.get(code)
    return known.adjectives[0] if known is not None and known.adjectives else code


def _verb(frame: str, phrase: str, *, plural: bool) -> str:
    first, _, rest = phrase.partition(" ")
    past, done, doing = _IRREGULAR.get(first) or _regular(first)
    tail = f" {rest}" if rest else ""
    forms = {"do": first + tail, "past": past + tail, "done": done + tail, "doing": doing + tail}
    auxiliary = {
        "is": "are" if plural else "is",
        "was": "were" if plural else "was",
        "has": "have" if plural else "has",
        "plan": "plan" if plural else "plans",
    }
    return frame.format(**forms, **auxiliary)


def _regular(verb: str) -> tuple[str, str, str]:
    stem = verb.removesuffix("e")
    return f"{stem}ed", f"{stem}ed", f"{stem}ing"


def _are_many(nouns: Sequence[Noun]) -> bool:
    return len(nouns) > 1 or nouns[0].plural


def _with_article(said: str) -> str:
    return f"an {said}" if said.casefold().startswith(("a", "e", "i", "o", "8-", "11-", "18-")) else f"a {said}"


def _sentence(parts: Sequence[str]) -> str:
    said = " ".join(part for part in parts if part)
    return f"{said[:1].upper()}{said[1:]}."

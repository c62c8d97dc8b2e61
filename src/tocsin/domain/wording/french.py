"""French."""

from collections.abc import Callable, Mapping, Sequence

from tocsin.domain.claim import Status
from tocsin.domain.entity import EntityKind
from tocsin.domain.wording.articles import being_in, coming_from, given_to, joined, of, starts_with_vowel, whole
from tocsin.domain.wording.noun import Description, Happening, Noun, Quality
from tocsin.vocabulary.country import COUNTRIES
from tocsin.vocabulary.harm import EVENT_TYPES
from tocsin.vocabulary.language import Language, modified, noun, places, words

_COUNTED = ("", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
# Genders of countries: in -e they are feminine, else masculine, but for these.
_MASCULINE = {"MX", "KH", "MZ", "ZW", "BZ", "SR", "GB"}
_FEMININE = {"SL"}
_MANY = {"AS", "NL", "US", "AE", "PH", "MV", "SC", "KM", "BS", "BM", "FJ", "PW", "BQ", "PS"}
_BARE = frozenset(
    """
    AD AG AW BB BH CU CW CY DJ GG GI GP HK HT IL JE KI KN LC MC MG MO MT MU NR OM PR SG SM TO TT TV TW VC YT
    """.split()  # noqa: SIM905  # a list of these would take a screen
)
_BE = {"arriver"}  # verbs that take être
_PARTICIPLES = {
    "commettre": "commis",
    "faire": "fait",
    "suivre": "suivi",
    "tenir": "tenu",
    "prendre": "pris",
    "fournir": "fourni",
}
_DOING = {
    Status.ONGOING: "{est} en train {de}",
    Status.PLANNED: "{prévoit} {de}",
    Status.CONDITIONAL: "{prévoit}, sous condition, {de}",
    Status.ATTEMPTED: "{a} tenté {de}",
    Status.THREATENED: "{a} menacé {de}",
}
_HAPPENS = {
    Status.OCCURRED: "a eu lieu",
    Status.ONGOING: "est en cours",
    Status.PLANNED: "est en préparation",
    Status.CONDITIONAL: "est en préparation, sous condition",
    Status.ATTEMPTED: "a été tenté{e}",
    Status.THREATENED: "a fait l'objet d'une menace",
    Status.ALLEGED: "aurait eu lieu",
    Status.DENIED: "est démenti{e}",
    Status.POSSIBLE: "reste possible",
}
_ONE = {"a": "a", "est": "est", "aurait": "aurait", "serait": "serait", "prévoit": "prévoit"}
_SEVERAL = {"a": "ont", "est": "sont", "aurait": "auraient", "serait": "seraient", "prévoit": "prévoient"}
_DENIED = ", ce qui est démenti"


class French:
    """The grammar of French."""

    words = words(Language.FRENCH)

    def day(self, day: int, month: int, year: int | None) -> str:
        name = self.words.sections["time"]["months"][month - 1]
        first = "1er" if day == 1 else day
        return self.words.say("time", "day" if year else "day_without_year", day=first, month=name, year=year)

    def country(self, code: str) -> Noun:
        known = COUNTRIES.get(code)
        if known is None:
            return Noun(text=code, country=code)
        is_many = code in _MANY or known.fr.startswith("Îles")
        is_feminine = known.fr.split("-")[0].split(" ")[0].endswith("e") and code not in _MASCULINE
        is_feminine = is_feminine or code in _FEMININE
        article = "les" if is_many else "" if code in _BARE else "la" if is_feminine else "le"
        article = "l'" if article in {"la", "le"} and starts_with_vowel(known.fr) else article
        text = known.fr.removeprefix("La ")
        return Noun(text=text, article=article, gender="f" if is_feminine else "m", country=code)

    def describe(self, found: Description) -> Noun:
        entry = noun(found.head) if found.head else None
        several = found.is_counted_as_several or found.kind is EntityKind.GROUP
        several = several or (entry is not None and entry[1] and entry[0].one != entry[0].many)
        head, gender = self._head(found, several=several)
        after = [of(each) for each in found.organisations]
        if found.nationalities:
            national = [] if head.startswith("ressortissant") else ["ressortissants" if several else "ressortissant"]
            after += [*national, " et ".join(coming_from(self.country(code)) for code in found.nationalities)]
        if found.age:
            after.append(f"âgé{'e' * (gender == 'f')}{'s' * several} de {found.age} ans")
        text, article = " ".join([head, *after]), self._article(found, several=several, gender=gender)
        if article.endswith(" de"):
            text, article = (f"{article[:-1]}'{text}" if starts_with_vowel(text) else f"{article} {text}"), ""
        if text == "police":
            article = "la"
        is_inside = found.kind in {EntityKind.FACILITY, EntityKind.PLACE}
        return Noun(text=text, article=article, plural=several, gender=gender, is_name=False, is_inside=is_inside)

    def _head(self, found: Description, *, several: bool) -> tuple[str, str]:
        entry = noun(found.head) if found.head else None
        is_plain = not found.head or found.head.rstrip("s") in {"national", "citizen"}
        if is_plain and found.nationalities and not found.organisations:
            return ("ressortissants" if several else "ressortissant"), "m"
        if entry is not None:
            return (entry[0].fr_many if several else entry[0].fr), entry[0].gender
        if found.head:
            return f"« {found.head} »", "m"
        if found.organisations:
            return ("membres" if several else "membre"), "m"
        row = self.words.row("thing", found.kind)
        if found.kind is EntityKind.GROUP:
            return row["many"], "f"
        return row["many" if several else "one"], row["gender"]

    def _article(self, found: Description, *, several: bool, gender: str) -> str:
        if found.number is not None and found.number != 1:
            return _COUNTED[found.number] if found.number < len(_COUNTED) else f"{found.number:,}".replace(",", " ")
        if found.quantity:
            return self.words.say("quantity", found.quantity)
        return "des" if several else "une" if gender == "f" else "un"

    def again(self, kind: EntityKind, tag: str) -> Noun:
        if kind is EntityKind.GROUP:
            return Noun(text=f"membres du groupe {tag}", article="les", plural=True, is_name=False)
        row = self.words.row("thing", kind)
        article = "l'" if starts_with_vowel(row["one"]) else "la" if row["gender"] == "f" else "le"
        return Noun(text=f"{row['one']} {tag}", article=article, gender=row["gender"], is_name=False)

    def place(self, name: str) -> Noun:
        row = places().get(name)
        if row is None:
            return Noun(text=name)
        article = row.get("article", "")
        is_elided = article in {"la", "le"} and starts_with_vowel(row["fr"])
        is_region = article in {"la", "le"}  # one is in it as in a country
        return Noun(
            text=row["fr"],
            article="l'" if is_elided else article,
            country="" if is_region and article == "la" else None,
            is_inside=article in {"le", "les"},
        )

    def title(self, text: str, *, many: bool = False) -> str:
        found, parts = noun(text), modified(text)
        if found is not None:
            return found[0].fr_many if many or found[1] else found[0].fr
        if parts is None:
            return f"« {text} »"
        modifier, entry = parts
        form = modifier.fr[(2 if entry.gender == "f" else 0) + many]
        return form.format(noun=entry.fr_many if many else entry.fr)

    def listed(self, nouns: Sequence[Noun]) -> str:
        return joined(dict.fromkeys(whole(each) for each in nouns))

    def event(self, event: Happening) -> str:
        row, status = self.words.row("event", event.type), Status(event.status)
        doers, objects = event.get("doers"), event.get("objects")
        rest = self._rest(event) + [_DENIED] * (status is Status.DENIED)
        phrase = row["do"] if objects else row["act"]
        whom = [self.listed(objects)] if objects else []
        if doers and status is not Status.POSSIBLE:
            return _sentence([self.listed(doers), _done_by(doers, status, phrase), *whom, *rest])
        if objects and not doers and status in {Status.OCCURRED, Status.ONGOING, Status.ALLEGED, Status.DENIED}:
            return _sentence([self.listed(objects), _suffered(objects, status, phrase), *rest])
        feminine = row["gender"] == "f"
        said = ["une" if feminine else "un", row["noun"]]
        if objects:
            article = "l'" if starts_with_vowel(row["noun"]) else "la " if feminine else "le "
            said = [f"{article}{row['noun']}", joined(of(each) for each in objects)]
        by = [f"de la part {joined(of(each) for each in doers)}"] if doers else []
        happens = _HAPPENS[status].format(e="e" if feminine else "")
        return _sentence([*said, *self._rest(event), *by, happens])

    def _rest(self, event: Happening) -> list[str]:
        is_violent = EVENT_TYPES[event.type].family in {"violence", "operation"}
        said = []
        if targets := event.get("targets"):
            said.append(f"{'contre' if is_violent else 'visant'} {self.listed(targets)}")
        at = [*event.get("at"), *(event.get("to") if event.type == "arrival" else ())]
        said += [joined(being_in(each) for each in at)] * bool(at)
        if recipients := event.get("recipients"):
            is_shared = event.type == "information sharing"
            said.append(
                f"avec {self.listed(recipients)}" if is_shared else joined(given_to(each) for each in recipients)
            )
        said += [joined(coming_from(each) for each in event.get("from"))] * bool(event.get("from"))
        said += [f"via {self.listed(event.get('through'))}"] * bool(event.get("through"))
        if event.get("to") and event.type != "arrival":
            said.append(f"vers {self.listed(event.get('to'))}")
        said += [f"avec {self.listed(event.get('instruments'))}"] * bool(event.get("instruments"))
        said += [f"au sujet {joined(of(each) for each in event.get('subjects'))}"] * bool(event.get("subjects"))
        said += [f"impliquant {self.listed(event.get('others'))}"] * bool(event.get("others"))
        return [*said, event.when]

    def state(self, subject: Noun, qualities: Sequence[Quality], status: str) -> str:
        forms = _SEVERAL if subject.plural else _ONE
        verb = {Status.ALLEGED: forms["serait"], Status.DENIED: f"ne {forms['serait']} pas"}.get(
            Status(status), forms["est"]
        )
        said = [self._quality(each, subject) for each in qualities]
        return _sentence([self.listed([subject]), verb, joined(said)])

    def _quality(self, quality: Quality, subject: Noun) -> str:
        value = quality.noun or Noun(text=quality.value)
        many = "s" * subject.plural
        ending = "e" * (subject.gender == "f" and not subject.is_name) + many
        if quality.kind == "role":
            where = f" {of(quality.organisation)}" if quality.organisation is not None else ""
            return whole(value) + where + (f" {being_in(quality.place)}" if quality.place is not None else "")
        shape, frame = _QUALITIES[quality.kind]
        return frame.format(shape(value), ending=ending, many=many)


def _done_by(doers: Sequence[Noun], status: Status, phrase: str) -> str:
    forms = _SEVERAL if len(doers) > 1 or doers[0].plural else _ONE
    if status in _DOING:
        de = f"d'{phrase}" if starts_with_vowel(phrase) else f"de {phrase}"
        return _DOING[status].format(de=de, **forms)
    verb, _, rest = phrase.partition(" ")
    done = _participle(verb)
    is_said = status in {Status.ALLEGED, Status.DENIED}
    has = ("serait" if is_said else "est") if verb in _BE else ("aurait" if is_said else "a")
    agreed = done + ("e" * _are_feminine(doers) + "s" * (forms is _SEVERAL)) * (verb in _BE)
    return f"{forms[has]} {agreed} {rest}".strip()


def _suffered(objects: Sequence[Noun], status: Status, phrase: str) -> str:
    is_many = len(objects) > 1 or objects[0].plural
    forms = _SEVERAL if is_many else _ONE
    verb, _, rest = phrase.partition(" ")
    is_feminine = _are_feminine(objects)
    done = f"{_participle(verb)}{'e' * is_feminine}{'s' * (is_many and not _participle(verb).endswith('s'))} {rest}"
    frames = {
        Status.OCCURRED: f"{forms['a']} été {done}",
        Status.ONGOING: f"{forms['est']} en train d'être {done}",
    }
    return frames.get(status, f"{forms['aurait']} été {done}").strip()


def _are_feminine(nouns: Sequence[Noun]) -> bool:
    return all(each.gender == "f" and not each.is_name for each in nouns)


def _participle(verb: str) -> str:
    return _PARTICIPLES.get(verb, f"{verb[:-2]}é")


def _sentence(parts: Sequence[str]) -> str:
    said = " ".join(part for part in parts if part).strip().replace(" ,", ",")
    return f"{said[:1].upper()}{said[1:]}."


_QUALITIES: Mapping[str, tuple[Callable[[Noun], str], str]] = {
    "nationality": (coming_from, "ressortissant{many} {}"),
    "membership": (of, "membre{many} {}"),
    "country": (being_in, "{}"),
    "birthplace": (being_in, "né{ending} {}"),
    "origin": (coming_from, "originaire{many} {}"),
    "institution": (coming_from, "une institution {}"),
    "alias": (whole, "connu{ending} sous le nom de « {} »"),
    "alias-of-body": (whole, "connu{ending} sous le nom de « {} »"),
    "age": (whole, "âgé{ending} de {} ans"),
    "count": (whole, "au nombre de {}"),
    "protected": (whole, "protégé{ending} ({})"),
}

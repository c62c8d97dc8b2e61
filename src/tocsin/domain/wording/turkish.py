"""Turkish."""

from collections.abc import Callable, Mapping, Sequence

from tocsin.domain.claim import Status
from tocsin.domain.entity import EntityKind
from tocsin.domain.wording import suffixes
from tocsin.domain.wording.noun import Description, Happening, Noun, Quality
from tocsin.vocabulary.country import COUNTRIES
from tocsin.vocabulary.language import Language, modified, noun, places, words

_COUNTED = ("", "bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz", "on")
_UNDER_CONDITION = "belirli bir koşulun gerçekleşmesi hâlinde"
_DOING: Mapping[Status, tuple[Callable[[str], str], str]] = {
    Status.OCCURRED: (suffixes.has_done, ""),
    Status.ONGOING: (suffixes.is_doing, ""),
    Status.PLANNED: (lambda verb: suffixes.doing(verb, "accusative"), "planlamaktadır"),
    Status.CONDITIONAL: (lambda verb: suffixes.doing(verb, "accusative"), "planlamaktadır"),
    Status.ATTEMPTED: (lambda verb: suffixes.doing(verb, "dative"), "teşebbüs etmiştir"),
    Status.THREATENED: (lambda verb: suffixes.doing(verb, "with"), "tehdit etmiştir"),
    Status.ALLEGED: (suffixes.that_it_did, "ileri sürülmektedir"),
    Status.DENIED: (suffixes.that_it_did, "yalanlanmaktadır"),
    Status.POSSIBLE: (lambda verb: suffixes.doing(verb, "its"), "mümkündür"),
}
_OWNED = {Status.ALLEGED, Status.DENIED, Status.POSSIBLE}  # whose subject stands in the genitive
_DONE: Mapping[Status, tuple[Callable[[str], str], str]] = {
    Status.OCCURRED: (suffixes.has_done, ""),
    Status.ONGOING: (suffixes.is_doing, ""),
    Status.ALLEGED: (suffixes.that_it_did, "ileri sürülmektedir"),
    Status.DENIED: (suffixes.that_it_did, "yalanlanmaktadır"),
    Status.PLANNED: (lambda verb: suffixes.doing(verb, "its"), "planlanmaktadır"),
    Status.CONDITIONAL: (lambda verb: suffixes.doing(verb, "its"), "planlanmaktadır"),
    Status.ATTEMPTED: (lambda verb: suffixes.doing(verb, "to its"), "teşebbüs edilmiştir"),
    Status.THREATENED: (lambda verb: suffixes.doing(verb, "its"), "tehdidi bulunmaktadır"),
    Status.POSSIBLE: (lambda verb: suffixes.doing(verb, "its"), "mümkündür"),
}
_HAPPENS = {
    Status.OCCURRED: "gerçekleşmiştir",
    Status.ONGOING: "sürmektedir",
    Status.PLANNED: "planlanmaktadır",
    Status.CONDITIONAL: "planlanmaktadır",
    Status.ATTEMPTED: "girişiminde bulunulmuştur",
    Status.THREATENED: "tehdidi bulunmaktadır",
    Status.ALLEGED: "iddiası bulunmaktadır",
    Status.DENIED: "iddiası yalanlanmaktadır",
    Status.POSSIBLE: "mümkündür",
}
_PARTS: Sequence[tuple[str, Callable[[Noun], str], str]] = (
    ("at", suffixes.locative, ""),
    ("from", suffixes.ablative, ""),
    ("through", lambda noun: noun.text, "üzerinden"),
    ("to", suffixes.dative, ""),
    ("instruments", lambda noun: noun.text, "kullanarak"),
    ("subjects", lambda noun: noun.text, "hakkında"),
    ("others", lambda noun: noun.text, "ile bağlantılı olarak"),
    ("recipients", suffixes.dative, ""),
    ("targets", suffixes.dative, "yönelik"),
)


class Turkish:
    """The grammar of Turkish."""

    words = words(Language.TURKISH)

    def day(self, day: int, month: int, year: int | None) -> str:
        name = self.words.sections["time"]["months"][month - 1]
        return self.words.say("time", "day" if year else "day_without_year", day=day, month=name, year=year)

    def country(self, code: str) -> Noun:
        known = COUNTRIES.get(code)
        return Noun(text=known.tr if known is not None else code, country=code)

    def describe(self, found: Description) -> Noun:
        word, several = self._head(found)
        count = self._count(found)
        is_many = several and not count
        owners = [each.text for each in found.organisations]
        before = [f"{found.age} yaşında"] if found.age else []
        if self._is_citizen(found):
            owners = [" ve ".join(self.country(code).text for code in found.nationalities)]
        else:
            before += [f"{self.country(code).text} uyruklu" for code in found.nationalities]
        number = [count] if count else ["bir"] * (not several and word not in {"polis", "birisi"})
        text = suffixes.owned(word, many=is_many) if owners else (suffixes.several if is_many else suffixes.one)(word)
        said = " ".join([*before, *number, *owners, text])
        return Noun(text=said, plural=several, is_name=False, is_compound=bool(owners) or word.endswith("+"))

    def _is_citizen(self, found: Description) -> bool:
        is_plain = not found.head or found.head in {"national", "nationals", "citizen", "citizens"}
        return is_plain and bool(found.nationalities) and not found.organisations

    def _head(self, found: Description) -> tuple[str, bool]:
        entry = noun(found.head) if found.head else None
        several = found.is_counted_as_several or found.kind is EntityKind.GROUP
        if entry is not None:
            row, is_many = entry
            return row.tr, several or (is_many and row.one != row.many)
        if found.head:
            return f"“{found.head}”", False
        if self._is_citizen(found):
            return "vatandaş", several
        if found.organisations:
            return "üye", several
        return ("kişi" if several else self.words.row("thing", found.kind)["one"]), several

    def _count(self, found: Description) -> str:
        if found.number is not None and found.number != 1:
            return _COUNTED[found.number] if found.number < len(_COUNTED) else f"{found.number:,}".replace(",", ".")
        return self.words.say("quantity", found.quantity) if found.quantity else ""

    def again(self, kind: EntityKind, tag: str) -> Noun:
        is_group = kind is EntityKind.GROUP
        text = "anılan kişiler" if is_group else f"anılan {self.words.row('thing', kind)['one']}"
        return Noun(text=text, plural=is_group, is_name=False, asides=(tag,))

    def place(self, name: str) -> Noun:
        return Noun(text=places()[name]["tr"] if name in places() else name)

    def title(self, text: str, *, many: bool = False) -> str:  # noqa: ARG002  # one stands for several in Turkish
        found, parts = noun(text), modified(text)
        if found is not None:
            return found[0].tr
        return parts[0].tr.format(noun=suffixes.one(parts[1].tr)) if parts is not None else f"“{text}”"

    def listed(self, nouns: Sequence[Noun], case: Callable[[Noun], str] | None = None) -> str:
        """Join nouns; only the last takes the ending."""
        *before, last = dict.fromkeys(nouns)
        said = [each.text + each.bracketed for each in before]
        end = (case(last) if case is not None else last.text) + last.bracketed
        return f"{', '.join(said)} ve {end}" if said else end

    def event(self, event: Happening) -> str:
        row, status = self.words.row("event", event.type), Status(event.status)
        doers, objects = event.get("doers"), event.get("objects")
        condition = [_UNDER_CONDITION] if status is Status.CONDITIONAL else []
        rest = [event.when, *condition, *self._rest(event)]
        if doers:
            ending, after = _DOING[status]
            subject = self.listed(doers, suffixes.genitive if status in _OWNED else None)
            phrase = row["do"] if objects else row["act"]
            whom = [self.listed(objects, suffixes.accusative)] if objects else []
            pause = "," if any(rest) or objects or status not in _OWNED else ""
            return _sentence([f"{subject}{pause}", *rest, *whom, _conjugated(phrase, ending), after])
        if objects:
            ending, after = _DONE[status]
            whose = None if status in {Status.OCCURRED, Status.ONGOING} else suffixes.genitive
            return _sentence([self.listed(objects, whose), *rest, _conjugated(row["done"], ending), after])
        return _sentence([*rest, f"bir {row['noun']}", _HAPPENS[status]])

    def _rest(self, event: Happening) -> list[str]:
        found = ((event.get(part), case, after) for part, case, after in _PARTS)
        return [f"{self.listed(nouns, case)} {after}".strip() for nouns, case, after in found if nouns]

    def state(self, subject: Noun, qualities: Sequence[Quality], status: str) -> str:
        said = [self._quality(each) for each in qualities]
        joined = " ve ".join(filter(None, [", ".join(said[:-1]), said[-1]]))
        match Status(status):
            case Status.ALLEGED:
                return _sentence([self.listed([subject], suffixes.genitive), joined, "olduğu ileri sürülmektedir"])
            case Status.DENIED:
                return _sentence([self.listed([subject], suffixes.genitive), joined, "olduğu yalanlanmaktadır"])
            case _:
                return _sentence([f"{self.listed([subject])},", suffixes.copula(joined)])

    def _quality(self, quality: Quality) -> str:
        value = quality.noun.text if quality.noun is not None else quality.value
        match quality.kind:
            case "role":
                return self._role(value, quality)
            case "country" if quality.noun is not None:
                return suffixes.locative(quality.noun) + quality.noun.bracketed
            case "institution" if quality.noun is not None:
                return f"{suffixes.dative(quality.noun)} bağlı bir kurum"
            case _:
                return _QUALITIES[quality.kind].format(value)

    def _role(self, title: str, quality: Quality) -> str:
        """With an organisation it is a compound, "DAESH Lazkiye valisi"; with a place alone it is done there."""
        if title.startswith("“"):
            title = f"{title} olarak anılan kişi"
        elif quality.organisation is not None:
            title = suffixes.owned(title)
        if quality.organisation is None:
            where = f"{suffixes.locative(quality.place)} " if quality.place is not None else ""
            return where + suffixes.one(title)
        whose = [each.text for each in (quality.organisation, quality.place) if each is not None]
        return f"{' '.join(whose)} {title}"


_QUALITIES = {
    "nationality": "{} vatandaşı",
    "membership": "{} üyesi",
    "alias": "“{}” adıyla da bilinen kişi",
    "alias-of-body": "“{}” adıyla da bilinen kuruluş",
    "origin": "{} kökenli",
    "birthplace": "{} doğumlu",
    "age": "{} yaşında",
    "count": "{} kişi",
    "protected": "korunan kişi ({})",
}


def _conjugated(phrase: str, ending: Callable[[str], str]) -> str:
    before, _, verb = phrase.rpartition(" ")
    return f"{before} {ending(verb)}".strip()


def _sentence(parts: Sequence[str]) -> str:
    said = " ".join(part for part in parts if part)
    first = "İ" if said[:1] == "i" else said[:1].upper()
    return f"{first}{said[1:]}."

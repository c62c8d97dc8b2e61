"""Safe: characters that no reader sees, written so that everybody does.

Overrides of the direction of writing would let a hostile text show its words in another order; control characters are
not allowed in a page at all. Markup is escaped by the template.
"""

import re

from jinja2 import Environment, PackageLoader, StrictUndefined

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")


def visible(value: object) -> object:
    """Replace in a text what is not seen and does harm; everything else stays as it is."""
    if not isinstance(value, str):
        return value
    return type(value)(_UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", value))


def environment() -> Environment:
    """Return what renders a page that holds everything it needs."""
    return Environment(
        loader=PackageLoader("tocsin.surfaces.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=visible,
    )

"""Anchors: names of places inside the duty board, so that another page can point at exactly one form."""


def party_anchor(who: str) -> str:
    """Return the place of everything about one counterpart, or about one state that has none."""
    return f"to-{_plain(who)}"


def concern_anchor(key: str, counterpart: str | None) -> str:
    """Return the place of one concern towards one counterpart."""
    return f"concern-{_plain(key)}-{_plain(counterpart or 'nobody')}"


def gate_anchor(country: str, who: str) -> str:
    """Return the place where the human-rights gate towards one state is weighed."""
    return f"gate-{_plain(country)}-{_plain(who)}"


def _plain(text: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in text)

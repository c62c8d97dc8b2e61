"""The letter that answers a subject's request.

Where the answer is restricted it reads the same, word for word, as where nothing is held: nobody can tell from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.domain.subject import Request, Verdict

NEITHER = (
    "We can neither confirm nor deny whether we hold personal data about you. You may lodge a complaint with the "
    "supervisory authority, which can check on your behalf whether your data are processed lawfully, and you may seek "
    "a judicial remedy."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One statement that is told to the person it is about."""

    says: str
    category: str
    purpose: str
    legal_basis: str
    until: str
    origin: str


def letter(request: Request, verdict: Verdict, told: Sequence[Told], recipients: Sequence[str], sender: str) -> str:
    """Write the answer. A node that restricts answers at all gives who is not known to it the same answer."""
    opening = f"{sender}\n\nTo {request.whom}: your request of {request.received_at:%d %B %Y} ({request.right}).\n\n"
    if verdict is not Verdict.GRANTED:
        return f"{opening}{NEITHER}\n"
    lines = [
        f"- {each.says} Held as: {each.category}. Purpose: {each.purpose}. Legal basis: {each.legal_basis}. "
        f"To be reviewed on {each.until}. Origin: {each.origin}."
        for each in told
    ]
    to = "; ".join(recipients) or "nobody"
    return f"{opening}We hold about you:\n" + "\n".join(lines) + f"\n\nIt was passed on to: {to}.\n"

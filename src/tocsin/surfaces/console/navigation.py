"""Navigation: the pages in groups, of which one is opened at a time; nobody sees what is not for their role."""

from dataclasses import dataclass

from tocsin.domain.actor import Actor, Role
from tocsin.texts.phrases import phrase

_CONTENT = frozenset({Role.ANALYST, Role.RELEASING_OFFICER, Role.AUDITOR})
_LAW = frozenset({Role.RELEASING_OFFICER, Role.AUDITOR})
_ALL = frozenset(Role)

# A group: its name, and its pages in order, each with whose it is.
GROUPS: tuple[tuple[str, tuple[tuple[str, str, frozenset[Role]], ...]], ...] = (
    (
        phrase("Work"),
        (
            ("/", phrase("Now"), _ALL),
            ("/inbox", phrase("Inbox"), _ALL),
            ("/reports", phrase("Reports"), _CONTENT),
            ("/sources", phrase("Sources"), _CONTENT),
            ("/watch", phrase("Watch"), _ALL),
        ),
    ),
    (
        phrase("Release"),
        (
            ("/notices", phrase("Notices"), _ALL),
            ("/outbox", phrase("Outbox"), _ALL),
            ("/inquiries", phrase("Inquiries"), _CONTENT),
            ("/consents", phrase("Consents"), _CONTENT),
        ),
    ),
    (
        phrase("Law"),
        (
            ("/requests", phrase("Requests"), _LAW),
            ("/erasures", phrase("Erasures"), _LAW),
            ("/files", phrase("Files"), _LAW),
            ("/journal", phrase("Journal"), frozenset({Role.AUDITOR})),
            ("/ledger", phrase("Ledger"), frozenset({Role.AUDITOR})),
        ),
    ),
    (
        phrase("Node"),
        (
            ("/counterparts", phrase("Counterparts"), _ALL),
            ("/lines", phrase("Lines"), _ALL),
            ("/drills", phrase("Exercises"), _ALL),
            ("/people", phrase("People"), frozenset({Role.ADMINISTRATOR, Role.AUDITOR})),
        ),
    ),
)
# Pages that stand in no group by themselves, and the one they belong to.
_ELSEWHERE = {
    "/tearlines": "/notices",
    "/directs": "/notices",
    "/protections": "/notices",
    "/emergencies": "/consents",
    "/recalls": "/inbox",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page in the navigation."""

    path: str
    text: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group with the pages of it that somebody may read."""

    text: str
    links: tuple[Link, ...]

    @property
    def is_here(self) -> bool:
        """Say whether the page that is read belongs to it."""
        return any(link.is_here for link in self.links)


def navigation(actor: Actor, path: str) -> tuple[Group, ...]:
    """Return the groups of which somebody may read anything."""
    first = f"/{path.split('/')[1]}"
    here = _ELSEWHERE.get(first, first)
    groups = (
        Group(
            text=text,
            links=tuple(
                Link(path=page, text=name, is_here=page == here) for page, name, roles in pages if actor.roles & roles
            ),
        )
        for text, pages in GROUPS
    )
    return tuple(group for group in groups if group.links)

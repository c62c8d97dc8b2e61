"""People: who may use this node, in which roles, and who they are when they ask."""

import hashlib
from dataclasses import replace
from datetime import timedelta

from tocsin.domain.actor import Account, Actor, Role, Session
from tocsin.domain.errors import ConflictError, InvalidError, RefusedError
from tocsin.domain.ids import AccountId
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import journal

SESSION_LASTS = timedelta(hours=8)
SHORTEST_PASSWORD = 10


def require_sense(*, name: str, password: str) -> None:
    """Raise `InvalidError` for a name or a password that no account may have."""
    if not name.strip() or name != name.strip():
        raise InvalidError("an account needs a name without spaces around it")
    if len(password) < SHORTEST_PASSWORD:
        raise InvalidError(f"a password has at least {SHORTEST_PASSWORD} characters")


def found(node: Node, *, name: str, password: str) -> Account:
    """Create the first account, an administrator; refused once there is any account."""
    require_sense(name=name, password=password)
    kept = node.passwords.hash(password)
    with node.store.begin() as tx:
        if tx.accounts.where():
            raise ConflictError("this node has an administrator already: let them add further accounts")
        account = _new(node, name, kept, frozenset({Role.ADMINISTRATOR}), by=None)
        tx.accounts.add(account)
        journal.record(node, tx, "account.added", account=account.id)
    return account


def add(node: Node, actor: Actor, *, name: str, password: str, roles: frozenset[Role]) -> Account:
    """Add a person. A releasing officer may release nothing until a second person has confirmed them."""
    actor.require(Role.ADMINISTRATOR)
    _require_possible(name, roles)
    require_sense(name=name, password=password)
    kept = node.passwords.hash(password)
    with node.store.begin() as tx:
        if tx.accounts.where(name=name):
            raise ConflictError(f"there is an account named {name} already")
        account = _new(node, name, kept, roles, by=actor.account)
        tx.accounts.add(account)
        journal.record(node, tx, "account.added", account=account.id, by=actor.account)
    return account


def confirm(node: Node, actor: Actor, *, name: str) -> Account:
    """Confirm a new releasing officer. Neither who added them nor they themselves may do it.

    Nor may who still waits to be confirmed: two new officers cannot confirm each other.
    """
    actor.require(*Role)
    with node.store.begin() as tx:
        account = _named(tx, name)
        if account.is_confirmed:
            raise ConflictError(f"{name} needs no confirmation")
        if actor.account in {account.id, account.added_by}:
            raise RefusedError(f"a second person has to confirm {name}: not who added them, and not they themselves")
        confirmed = replace(account, confirmed_by=actor.account)
        tx.accounts.put(confirmed)
        journal.record(node, tx, "account.confirmed", account=account.id, by=actor.account)
    return confirmed


def assign_roles(node: Node, actor: Actor, *, name: str, roles: frozenset[Role]) -> Account:
    """Give a person other roles. Whoever becomes a releasing officer by it waits for a second person again."""
    actor.require(Role.ADMINISTRATOR)
    _require_possible(name, roles)
    with node.store.begin() as tx:
        account = _named(tx, name)
        if account.id == actor.account:
            raise RefusedError("nobody changes their own roles: another administrator has to")
        is_new = Role.RELEASING_OFFICER in roles - account.roles
        confirmed_by = None if is_new else account.confirmed_by
        changed = replace(account, roles=roles, added_by=actor.account, confirmed_by=confirmed_by)
        tx.accounts.put(changed)
        journal.record(node, tx, "account.roles_changed", account=account.id, by=actor.account)
    return changed


def disable(node: Node, actor: Actor, *, name: str) -> Account:
    """Let a person sign in no more, and end their sessions. What they did stays theirs."""
    actor.require(Role.ADMINISTRATOR)
    with node.store.begin() as tx:
        account = _named(tx, name)
        if account.id == actor.account:
            raise RefusedError("nobody disables their own account: another administrator has to")
        disabled = replace(account, disabled=True)
        tx.accounts.put(disabled)
        for session in tx.sessions.where(account=account.id):
            tx.sessions.remove(session.id)
        journal.record(node, tx, "account.disabled", account=account.id, by=actor.account)
    return disabled


def listing(node: Node, actor: Actor) -> tuple[Account, ...]:
    """Return every account."""
    actor.require(Role.ADMINISTRATOR, Role.AUDITOR)
    with node.store.read() as tx:
        return tx.accounts.where()


def login(node: Node, *, name: str, password: str) -> str:
    """Return a token for this person, good for eight hours; the store keeps only its digest."""
    with node.store.read() as tx:
        found_accounts = tx.accounts.where(name=name)
    account = found_accounts[0] if found_accounts else None
    if account is None:
        # A name nobody has costs as much as a wrong password, so that names cannot be guessed by the clock.
        node.passwords.hash(password)
    if account is None or not node.passwords.matches(password, account.password) or account.disabled:
        raise RefusedError("the name or the password is wrong")
    token = node.entropy.random_bytes(32).hex()
    with node.store.begin() as tx:
        expires = node.clock.now() + SESSION_LASTS
        tx.sessions.add(Session(id=_digest(token), account=account.id, expires_at=expires))
        journal.record(node, tx, "account.signed_in", account=account.id)
    return token


def logout(node: Node, *, token: str) -> None:
    """Forget the session."""
    with node.store.begin() as tx:
        tx.sessions.remove(_digest(token))


def actor_for(node: Node, *, token: str) -> Actor:
    """Return who holds this token; `RefusedError` where nobody does any more."""
    with node.store.read() as tx:
        session = tx.sessions.find(_digest(token))
        if session is None or session.expires_at <= node.clock.now():
            raise RefusedError("you are not signed in, or no longer: tocsin login NAME")
        account = tx.accounts.get(session.account)
    return as_actor(account)


def as_actor(account: Account) -> Actor:
    """Return the actor an account makes: without the releasing role until a second person confirmed it."""
    if account.disabled:
        raise RefusedError(f"{account.name} may not sign in any more")
    usable = account.roles if account.is_confirmed else account.roles - {Role.RELEASING_OFFICER}
    return Actor(account=account.id, name=account.name, roles=usable)


def _new(node: Node, name: str, kept: str, roles: frozenset[Role], *, by: AccountId | None) -> Account:
    return Account(
        id=AccountId(node.entropy.identifier("a")),
        name=name,
        password=kept,
        roles=roles,
        added_by=by,
        added_at=node.clock.now(),
    )


def _require_possible(name: str, roles: frozenset[Role]) -> None:
    if not roles:
        raise InvalidError(f"{name} needs at least one role: {', '.join(Role)}")
    if Role.ADMINISTRATOR in roles and Role.RELEASING_OFFICER in roles:
        raise RefusedError("an administrator cannot be a releasing officer: give the roles to two people")


def _named(tx: Transaction, name: str) -> Account:
    found_accounts = tx.accounts.where(name=name)
    if not found_accounts:
        raise InvalidError(f"there is no account named {name}: see tocsin account list")
    return found_accounts[0]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

"""People and their sessions."""

from dataclasses import replace

import pytest

from federation import PASSWORD
from nodes import a_node
from tocsin.domain.actor import Role
from tocsin.domain.errors import ConflictError, InvalidError, RefusedError
from tocsin.usecases import accounts

ANALYST = frozenset({Role.ANALYST})
OFFICER = frozenset({Role.RELEASING_OFFICER})


def add(town, name, roles=OFFICER, *, by="ada"):
    account = accounts.add(town.node, town.people[by], name=name, password=PASSWORD, roles=roles)
    return accounts.as_actor(account)


def test_a_new_releasing_officer_may_release_nothing_before_a_second_person_confirmed_him(alpha):
    vera = add(alpha, "vera")

    assert vera.roles == frozenset()
    assert accounts.as_actor(accounts.confirm(alpha.node, alpha.ines, name="vera")).roles == OFFICER


def test_who_added_an_officer_cannot_confirm_him_and_nor_can_he(alpha):
    vera = add(alpha, "vera", OFFICER | ANALYST)

    for actor in (alpha.ada, vera):
        with pytest.raises(RefusedError, match="second person"):
            accounts.confirm(alpha.node, actor, name="vera")


def test_two_new_officers_cannot_confirm_each_other(alpha):
    vera, _ = add(alpha, "vera"), add(alpha, "wim")

    with pytest.raises(RefusedError):
        accounts.confirm(alpha.node, vera, name="wim")


def test_an_officer_is_confirmed_once(alpha):
    with pytest.raises(ConflictError):
        accounts.confirm(alpha.node, alpha.uma, name="rosa")

    (rosa,) = [each for each in accounts.listing(alpha.node, alpha.ada) if each.name == "rosa"]
    assert rosa.confirmed_by == alpha.ines.account


def test_an_administrator_is_never_a_releasing_officer(alpha):
    with pytest.raises(RefusedError, match="two people"):
        add(alpha, "vera", OFFICER | {Role.ADMINISTRATOR})


def test_there_is_one_first_account(alpha):
    with pytest.raises(ConflictError):
        accounts.found(alpha.node, name="eve", password=PASSWORD)


@pytest.mark.parametrize(
    ("name", "password", "roles", "error"),
    [
        ("ines", PASSWORD, ANALYST, ConflictError),
        ("vera", "too short", ANALYST, InvalidError),
        ("vera", PASSWORD, frozenset(), InvalidError),
        (" vera", PASSWORD, ANALYST, InvalidError),
        ("", PASSWORD, ANALYST, InvalidError),
    ],
)
def test_an_account_that_makes_no_sense_is_not_added(alpha, name, password, roles, error):
    before = accounts.listing(alpha.node, alpha.ada)

    with pytest.raises(error):
        accounts.add(alpha.node, alpha.ada, name=name, password=password, roles=roles)

    assert accounts.listing(alpha.node, alpha.ada) == before


def test_a_session_lasts_eight_hours_and_not_longer(alpha, clock):
    token = accounts.login(alpha.node, name="ines", password=PASSWORD)
    clock.advance(hours=7, minutes=59)

    assert accounts.actor_for(alpha.node, token=token) == alpha.ines
    clock.advance(minutes=1)
    with pytest.raises(RefusedError, match="not signed in"):
        accounts.actor_for(alpha.node, token=token)


def test_who_signed_out_is_out(alpha):
    token = accounts.login(alpha.node, name="ines", password=PASSWORD)
    accounts.logout(alpha.node, token=token)

    with pytest.raises(RefusedError):
        accounts.actor_for(alpha.node, token=token)


@pytest.mark.parametrize("token", ["", "00" * 32, "ines", "\0"])
def test_a_made_up_token_is_nobodys(alpha, token):
    with pytest.raises(RefusedError):
        accounts.actor_for(alpha.node, token=token)


def test_the_store_keeps_neither_token_nor_password(alpha):
    token = accounts.login(alpha.node, name="ines", password=PASSWORD)
    with alpha.node.store.read() as tx:
        kept = repr([*tx.sessions.where(), *tx.accounts.where()])

    assert token not in kept
    assert PASSWORD not in kept


def test_a_wrong_password_an_unknown_name_and_a_closed_account_are_told_the_same(alpha):
    with alpha.node.store.begin() as tx:
        (uma,) = tx.accounts.where(name="uma")
        tx.accounts.put(replace(uma, disabled=True))
    said = set()
    for name, password in (("ines", "wrong password"), ("nobody", PASSWORD), ("uma", PASSWORD)):
        with pytest.raises(RefusedError) as refused:
            accounts.login(alpha.node, name=name, password=password)
        said.add(str(refused.value))

    assert said == {"the name or the password is wrong"}


class CountedPasswords:
    """Passwords that cost nothing here and remember how often they would have cost something."""

    def __init__(self):
        self.count = 0

    def hash(self, password):
        self.count += 1
        return f"hash of {password}"

    def matches(self, password, kept):
        self.count += 1
        return kept == f"hash of {password}"


@pytest.mark.parametrize("name", ["ada", "nobody"])
def test_an_unknown_name_costs_as_much_as_a_wrong_password(name):
    passwords = CountedPasswords()
    node = replace(a_node(), passwords=passwords)
    accounts.found(node, name="ada", password=PASSWORD)
    passwords.count = 0

    with pytest.raises(RefusedError):
        accounts.login(node, name=name, password="wrong password")

    assert passwords.count == 1


def test_who_was_signed_in_when_the_account_was_closed_is_out(alpha):
    token = accounts.login(alpha.node, name="uma", password=PASSWORD)
    with alpha.node.store.begin() as tx:
        (uma,) = tx.accounts.where(name="uma")
        tx.accounts.put(replace(uma, disabled=True))

    with pytest.raises(RefusedError):
        accounts.actor_for(alpha.node, token=token)


def test_who_is_disabled_is_signed_out_and_stays_out(alpha):
    token = accounts.login(alpha.node, name="ines", password=PASSWORD)

    accounts.disable(alpha.node, alpha.ada, name="ines")

    with pytest.raises(RefusedError):
        accounts.actor_for(alpha.node, token=token)
    with pytest.raises(RefusedError):
        accounts.login(alpha.node, name="ines", password=PASSWORD)
    with pytest.raises(RefusedError):
        accounts.disable(alpha.node, alpha.ada, name="ada")


def test_who_becomes_a_releasing_officer_by_a_change_of_roles_waits_for_a_second_person(alpha):
    changed = accounts.assign_roles(alpha.node, alpha.ada, name="ines", roles=frozenset({Role.RELEASING_OFFICER}))

    assert Role.RELEASING_OFFICER not in accounts.as_actor(changed).roles
    confirmed = accounts.confirm(alpha.node, alpha.rosa, name="ines")
    assert Role.RELEASING_OFFICER in accounts.as_actor(confirmed).roles
    with pytest.raises(RefusedError):
        accounts.assign_roles(alpha.node, alpha.ada, name="ada", roles=frozenset({Role.AUDITOR}))

"""Who cannot sign up, and who must wait: by e-mail domain, mailbox, network and name; and what lies in the tables."""

from datetime import timedelta

import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import LoginState, RegistrationMode, SignUp
from folkmoot.domains.accounts.blocks.models import AddressBlock, EmailBlock
from folkmoot.infra.audit import api as audit
from folkmoot.kernel import clock as kernel_clock
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Forbidden, Invalid
from folkmoot.kernel.pages import PageRequest
from tests import cast

HOME = "198.51.100.7"


def join(name: str = "newcomer", email: str = "newcomer@mail.example", address: str = HOME) -> LoginState:
    wish = SignUp(handle=name, email=email, password=cast.PASSWORD)
    return accounts.sign_up(wish, mode=RegistrationMode.OPEN, address=address)[1]


def refused(**sign_up: str) -> tuple[str, str]:
    """The field and the sentence; and nobody joined."""
    with pytest.raises(Invalid) as error:
        join(**sign_up)
    assert accounts.account_by_name(sign_up.get("name", "newcomer")) is None
    return error.value.field, error.value.safe


def test_an_email_domain_is_blocked_with_the_domains_below_it() -> None:
    accounts.block_email_domain(cast.olga().viewer, domain="Throwaway.Example")
    said = ("email", "This community takes no addresses from this e-mail provider. Please use another address.")
    assert refused(email="x@throwaway.example") == said
    assert refused(email="x@deep.throwaway.example") == said
    assert join(email="x@nothrowaway.example") is LoginState.ACTIVE


def test_an_email_domain_may_need_a_moderators_look() -> None:
    accounts.block_email_domain(cast.olga().viewer, domain="doubtful.example", needs_approval=True)
    assert join(email="x@doubtful.example") is LoginState.WAITING
    assert [one.account.handle for one in accounts.waiting_members(cast.mo().viewer)] == ["newcomer"]


def test_a_mailbox_is_blocked_however_it_is_spelled_and_only_its_keyed_hash_is_kept() -> None:
    made = accounts.block_email(cast.olga().viewer, email="Some.Body@mail.example")
    said = ("email", "This community takes no new member with this e-mail address. Please write to the operator.")
    assert refused(email="somebody+again@mail.example") == said
    assert accounts.email_blocks_of(cast.mo().viewer, "s.omebody@mail.example") == (made,)
    assert accounts.email_blocks_of(cast.mo().viewer, "other@mail.example") == ()
    (row,) = EmailBlock.objects.values()
    assert "mail.example" not in str(row)
    assert len(row["email_hash"]) == 64


def test_a_name_is_blocked_whole_or_in_part() -> None:
    olga = cast.olga().viewer
    accounts.block_name(olga, name="mayor")
    accounts.block_name(olga, name="official", exact=False)
    said = ("handle", "This name is not given out here. Please choose another.")
    assert refused(name="Mayor") == said
    assert refused(name="the_official_one") == said
    assert join(name="mayoress") is LoginState.ACTIVE


def test_a_network_is_blocked_from_signing_up() -> None:
    accounts.block_address(cast.olga().viewer, network="198.51.100.0/24", severity="sign_up_block")
    with pytest.raises(Forbidden) as error:
        join()
    assert error.value.safe == "This community takes no new members from your network. Please write to the operator."
    assert accounts.account_by_name("newcomer") is None
    assert accounts.has_access(HOME)
    assert join(address="203.0.113.9") is LoginState.ACTIVE


def test_people_of_a_network_may_have_to_wait_for_a_moderator() -> None:
    accounts.block_address(cast.olga().viewer, network="2001:db8::/32", severity="sign_up_requires_approval")
    assert join(address="2001:db8::17") is LoginState.WAITING


def test_a_network_without_access_is_known_at_once_and_forgotten_when_it_ends(clock: FrozenClock) -> None:
    olga = cast.olga().viewer
    made = accounts.block_address(
        olga, network="198.51.100.0/24", severity="no_access", expires_at=kernel_clock.now() + timedelta(hours=1)
    )
    assert not accounts.has_access(HOME)
    assert not accounts.has_access("::ffff:198.51.100.7")
    assert accounts.has_access("203.0.113.9")
    clock.advance(timedelta(hours=2))
    accounts.sweep_blocks()
    assert AddressBlock.objects.count() == 0
    assert accounts.address_blocks(olga, PageRequest()).items == ()
    again = accounts.block_address(olga, network="198.51.100.0/24", severity="no_access")
    assert again.id != made.id
    accounts.lift_block(olga, block_id=again.id)
    assert accounts.has_access(HOME)


def test_a_block_that_may_be_one_persons_address_ends_by_itself(clock: FrozenClock) -> None:
    olga = cast.olga().viewer
    year = clock.read() + timedelta(days=365)
    narrow = accounts.block_address(olga, network="198.51.100.7", severity="sign_up_block")
    assert (narrow.network, narrow.expires_at) == ("198.51.100.7/32", year)
    late = accounts.block_address(
        olga, network="198.51.100.8", severity="sign_up_block", expires_at=year + timedelta(days=1)
    )
    assert late.expires_at == year
    wide = accounts.block_address(olga, network="203.0.113.0/24", severity="sign_up_block")
    assert wide.expires_at is None


@pytest.mark.parametrize(
    ("network", "severity", "field"),
    [("nonsense", "no_access", "ip"), ("0.0.0.0/0", "no_access", "ip"), ("192.0.2.0/24", "loud", "severity")],
)
def test_what_is_no_range_or_nearly_everybody_is_refused(network: str, severity: str, field: str) -> None:
    with pytest.raises(Invalid) as error:
        accounts.block_address(cast.olga().viewer, network=network, severity=severity)
    assert error.value.field == field
    assert AddressBlock.objects.count() == 0


def test_operators_do_not_lock_themselves_out() -> None:
    with pytest.raises(Invalid, match="invalid ip"):
        accounts.block_address(
            cast.olga().viewer, network="198.51.100.0/24", severity="no_access", own_address="198.51.100.1"
        )
    assert AddressBlock.objects.count() == 0


def test_only_operators_block_and_each_block_is_audited_without_what_it_blocks() -> None:
    with pytest.raises(Forbidden):
        accounts.block_email_domain(cast.mo().viewer, domain="throwaway.example")
    made = accounts.block_email_domain(cast.olga().viewer, domain="throwaway.example")
    with pytest.raises(Invalid):
        accounts.block_email_domain(cast.olga().viewer, domain="throwaway.example")
    (entry,) = audit.of_subject(f"block:{made.id}")
    assert (entry.actor_id, entry.verb, entry.detail) == (cast.olga().id, "block.email_domain", {})
    with pytest.raises(Forbidden):
        accounts.lift_block(cast.mo().viewer, block_id=made.id)
    assert accounts.email_domain_block(cast.mo().viewer, made.id) == made

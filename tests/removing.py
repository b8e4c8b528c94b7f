"""Two moderators remove an account, as it takes."""

from folkmoot.domains.integrity import api as integrity
from folkmoot.kernel.refs import account_ref
from tests import cast


def remove_account(person: cast.Person, *, clause_id: str = "threats") -> integrity.DecisionView:
    """Mo proposes, Max confirms."""
    proposed = integrity.propose_removal(
        cast.mo().viewer, ref=account_ref(person.id), responsible=person.id, clause_id=clause_id
    )
    return integrity.confirm_removal(cast.max_().viewer, proposal_id=proposed.id)

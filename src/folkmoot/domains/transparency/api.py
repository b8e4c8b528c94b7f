"""The door of transparency: the public log with its proofs, demands by states."""

from folkmoot.domains.transparency.demands.commands import (
    answer_demand,
    erase,
    open_demand,
    open_due,
    register_demand,
)
from folkmoot.domains.transparency.demands.queries import access_demand, all_demands, demands_between, public_demands
from folkmoot.domains.transparency.log import PAGE_LIMIT, entries, head, prove_consistency, prove_inclusion
from folkmoot.domains.transparency.types import (
    ConsistencyProof,
    DemandContent,
    DemandState,
    DemandStep,
    DemandView,
    InclusionProof,
)

__all__ = [
    "PAGE_LIMIT",
    "ConsistencyProof",
    "DemandContent",
    "DemandState",
    "DemandStep",
    "DemandView",
    "InclusionProof",
    "access_demand",
    "all_demands",
    "answer_demand",
    "demands_between",
    "entries",
    "erase",
    "head",
    "open_demand",
    "open_due",
    "prove_consistency",
    "prove_inclusion",
    "public_demands",
    "register_demand",
]

"""The door of transparency: the public log with its proofs, demands by states, statements, reports."""

from folkmoot.domains.transparency.demands.commands import answer_demand, erase, open_demand, open_due, register_demand
from folkmoot.domains.transparency.demands.queries import access_demand, all_demands, demands_between, public_demands
from folkmoot.domains.transparency.dsa.files import as_csv as statements_as_csv
from folkmoot.domains.transparency.dsa.files import as_json as statement_as_json
from folkmoot.domains.transparency.dsa.files import batches as statement_batches
from folkmoot.domains.transparency.dsa.queries import statement_of, statements_between
from folkmoot.domains.transparency.dsa.types import Checked, Problem, Statement
from folkmoot.domains.transparency.log import PAGE_LIMIT, entries, head, prove_consistency, prove_inclusion
from folkmoot.domains.transparency.reports.files import as_csv as report_as_csv
from folkmoot.domains.transparency.reports.files import as_json as report_as_json
from folkmoot.domains.transparency.reports.queries import quarters, report
from folkmoot.domains.transparency.reports.types import Count, Quarter, QuarterReport
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
    "Checked",
    "ConsistencyProof",
    "Count",
    "DemandContent",
    "DemandState",
    "DemandStep",
    "DemandView",
    "InclusionProof",
    "Problem",
    "Quarter",
    "QuarterReport",
    "Statement",
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
    "quarters",
    "register_demand",
    "report",
    "report_as_csv",
    "report_as_json",
    "statement_as_json",
    "statement_batches",
    "statement_of",
    "statements_as_csv",
    "statements_between",
]

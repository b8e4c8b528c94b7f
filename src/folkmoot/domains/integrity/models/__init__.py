"""The tables of integrity, one file for each of its subjects."""

from folkmoot.domains.integrity.models.appeals import (
    Appeal,
    AppealMessage,
    Evidence,
    Proposal,
)
from folkmoot.domains.integrity.models.banks import (
    BankHash,
    HashBank,
)
from folkmoot.domains.integrity.models.cases import (
    Case,
    Label,
    Report,
)
from folkmoot.domains.integrity.models.claims import (
    ClaimFeed,
    ClaimMatch,
    FactCheck,
)
from folkmoot.domains.integrity.models.decisions import (
    Decision,
    Effect,
)
from folkmoot.domains.integrity.models.prints import (
    TextPrint,
)
from folkmoot.domains.integrity.models.review import (
    Bulk,
    BulkDecision,
    CaseMark,
    CaseNote,
    Desk,
    ReviewQueue,
    TrustedFlagger,
)
from folkmoot.domains.integrity.models.signals import (
    StoredSignal,
)
from folkmoot.domains.integrity.models.versions import (
    PolicyVersion,
    ShadowMatch,
)
from folkmoot.domains.integrity.models.waves import (
    WaveRule,
)

__all__ = [
    "Appeal",
    "AppealMessage",
    "BankHash",
    "Bulk",
    "BulkDecision",
    "Case",
    "CaseMark",
    "CaseNote",
    "ClaimFeed",
    "ClaimMatch",
    "Decision",
    "Desk",
    "Effect",
    "Evidence",
    "FactCheck",
    "HashBank",
    "Label",
    "PolicyVersion",
    "Proposal",
    "Report",
    "ReviewQueue",
    "ShadowMatch",
    "StoredSignal",
    "TextPrint",
    "TrustedFlagger",
    "WaveRule",
]

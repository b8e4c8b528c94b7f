"""Put the files of a post that was removed into a hash bank."""

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import Imported, Treatment
from folkmoot.domains.media import api as media
from folkmoot.kernel.errors import Invalid, NotFound
from folkmoot.kernel.refs import SubjectKind
from folkmoot.kernel.viewer import Viewer


def bank_decided(viewer: Viewer, *, decision_id: int, bank: str) -> Imported:
    """Add the hashes of a removed post's files to a bank, which is made where there is none. Operators only.

    Raises NotFound for what is no decision about a post, and Invalid where a person did not remove it or where it has
    no files any more.
    """
    viewer.require_operator()
    decision = integrity.access_decision(viewer, decision_id)
    if decision.ref.kind is not SubjectKind.POST:
        raise NotFound(f"decision {decision_id} is not about a post")
    if decision.automated or decision.treatment is not Treatment.REMOVE or decision.undone_at is not None:
        raise Invalid("Only what a person has removed can be added.", field="decision")
    entries = media.entries_of_post(decision.ref.id)
    if not entries:
        raise Invalid("The post has no pictures, or they are gone.", field="decision")
    integrity.ensure_bank(viewer, name=bank)
    return integrity.add_hashes(viewer, bank=bank, entries=entries)

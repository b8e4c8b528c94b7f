"""What an account that is restricted may not write; one query where it is not."""

from collections.abc import Collection

from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import Limited, Treatments
from folkmoot.domains.posts.commands.targets import Targets
from folkmoot.domains.posts.types import Visibility
from folkmoot.kernel.viewer import Viewer


def refuse_restricted_writing(
    viewer: Viewer, *, mentioned: Collection[int], targets: Targets, visibility: Visibility
) -> Treatments:
    """Raise Forbidden where the author may not publish at all, or not to these people. Nothing has happened then.

    Returns what is active on the author. A stranger is who does not follow the author. A direct post that answers one
    is no new conversation.
    """
    author_id = viewer.require_account()
    found = integrity.restrictions_of(author_id)
    if not found.restrictions:
        return found
    integrity.refuse_restricted(author_id, [Limited.POST], found=found)
    addressed = {*mentioned, *(one.author.id for one in (targets.reply_to, targets.quote) if one)} - {author_id}
    if addressed - graph.surroundings(viewer, addressed).followed_by:
        begins = visibility is Visibility.DIRECT and targets.reply_to is None
        deeds = [Limited.MESSAGE, Limited.REPLY] if begins else [Limited.REPLY]
        integrity.refuse_restricted(author_id, deeds, found=found)
    return found

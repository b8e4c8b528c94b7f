"""Who read what: so that the figures of reach are not all nought."""

from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import ReachSurface
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.edges.cli.demo.town import NEWCOMER, Town
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.refs import post_ref

_MOST = 400
_OFTEN = 0.6
_READERS = 20
_EVERY = 3


def let_read(town: Town) -> None:
    """Neighbours meet some of the public posts; a reduced one as many fewer times as its factor says."""
    everything = posts.public_timeline(town.people["mo"], PageRequest(limit=_MOST)).items
    own = [view.id for view in everything if view.wraps is None]
    asked = {town.posts["invitation"]}
    reduced = {ref.id: found.factor for ref, found in integrity.treatments_for([post_ref(one) for one in own]).items()}
    ids = [one for place, one in enumerate(own) if one in reduced or one in asked or place % _EVERY == 0]
    for name in town.some(_READERS, without=NEWCOMER):
        viewer = town.people[name]
        views = posts.hydrate(viewer, ids, surface=posts.Surface.PAGE)
        for surface in (ReachSurface.RANKED, ReachSurface.EXPLORE):
            met = [view for view in views if town.chance.random() < _OFTEN]
            shown = [view for view in met if town.chance.random() < reduced.get(view.id, 1.0)]
            feed.count_reach(viewer, surface, shown, kept_back=[view for view in met if view not in shown])
    feed.flush_reach()

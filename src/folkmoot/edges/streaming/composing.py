"""From an event to messages: who of those who listen is told what. Asks the domains, so it runs in a thread."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from folkmoot.domains.community import api as community
from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import ReachSurface
from folkmoot.domains.graph import api as graph
from folkmoot.domains.groups import api as groups
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import Gap, Surface, Trace, Visibility
from folkmoot.edges.streaming.announcing import Announcer
from folkmoot.edges.streaming.channels import Channel, Kind
from folkmoot.edges.streaming.messages import Delivery, Message
from folkmoot.edges.streaming.presenting import Presenter
from folkmoot.infra.live.api import Entry
from folkmoot.infra.outbox.api import Event
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.refs import SubjectKind
from folkmoot.kernel.viewer import Viewer

_OfAnnouncements = community.AnnouncementChanged | community.AnnouncementRemoved | community.AnnouncementAnswered
Audience = Mapping[Channel, frozenset[Viewer]]
_SURFACES = {
    Kind.USER: (Surface.LATEST, ReachSurface.LATEST),
    Kind.LIST: (Surface.LIST, ReachSurface.LIST),
    Kind.TAG: (Surface.TAG, ReachSurface.TAG),
    Kind.LOCAL_TAG: (Surface.TAG, ReachSurface.TAG),
}
_PUBLIC = (Surface.PUBLIC, ReachSurface.PUBLIC)
_SHOWN = {None, Gap.WITHHELD}
_OF_POSTS = frozenset({SubjectKind.POST, SubjectKind.GROUP_POST})
_OWN = frozenset({Kind.USER, Kind.LIST, Kind.DIRECT})


class Composer:
    """Makes the messages of one entry of the live log for an audience."""

    def __init__(self, presenter: Presenter) -> None:
        self._presenter = presenter
        self._announcer = Announcer(presenter)
        self._makers: dict[str, Callable[[int, Any, Audience], Iterable[Delivery]]] = {
            posts.PostPublished.kind: self._published,
            posts.PostEdited.kind: self._edited,
            posts.PostBoosted.kind: self._boosted,
            posts.PostDeleted.kind: self._deleted,
            posts.PostUnboosted.kind: self._unboosted,
            notifications.Notified.kind: self._notified,
            notifications.RequestsMerged.kind: self._requests_merged,
            graph.FiltersChanged.kind: self._filters_changed,
            integrity.DecisionMade.kind: self._decided,
            integrity.DecisionUndone.kind: self._decided,
            integrity.DecisionExpired.kind: self._decided,
            community.AnnouncementChanged.kind: self._announced,
            community.AnnouncementRemoved.kind: self._announced,
            community.AnnouncementAnswered.kind: self._announced,
        }

    def compose(self, entry: Entry, audience: Audience) -> list[Delivery]:
        maker = self._makers.get(entry.event.kind)
        return list(maker(entry.place, entry.event, audience)) if maker and audience else []

    def _published(self, place: int, event: posts.PostPublished, audience: Audience) -> Iterator[Delivery]:
        trace = posts.trace_of(event.post_id)
        if trace is not None and not trace.deleted:
            yield from self._show(place, "update", trace, audience)
            if trace.visibility is Visibility.DIRECT:
                yield from self._conversations(place, trace, audience)

    def _edited(self, place: int, event: posts.PostEdited, audience: Audience) -> Iterator[Delivery]:
        trace = posts.trace_of(event.post_id)
        if trace is not None and not trace.deleted:
            yield from self._show(place, "status.update", trace, audience)

    def _boosted(self, place: int, event: posts.PostBoosted, audience: Audience) -> Iterator[Delivery]:
        trace = posts.trace_of(event.boost_id)
        if trace is not None and not trace.deleted:
            yield from self._show(place, "update", trace, audience)

    def _unboosted(self, place: int, event: posts.PostUnboosted, audience: Audience) -> Iterator[Delivery]:
        told = graph.followers_among(event.booster_id, _account_ids(audience)) | {event.booster_id}
        yield from _take_away(Message(place, "delete", str(event.boost_id)), told, audience)

    def _deleted(self, place: int, event: posts.PostDeleted, audience: Audience) -> Iterator[Delivery]:
        trace = posts.trace_of(event.post_id)
        if trace is None:
            return
        reached = {trace.author_id, *event.told_ids} | _reached(trace, _account_ids(audience))
        yield from self._remove(place, trace, reached, audience)

    def _decided(self, place: int, event: integrity.DecisionMade, audience: Audience) -> Iterator[Delivery]:
        """What was removed or is held goes, but for its author; what else changed is shown anew."""
        decision = integrity.decision_views([event.decision_id]).get(event.decision_id)
        if decision is None or decision.ref.kind not in _OF_POSTS:
            return
        trace = posts.trace_of(decision.ref.id)
        if trace is None or trace.deleted:
            return
        acting = integrity.treatments_for([decision.ref]).get(decision.ref)
        if acting is not None and acting.is_withheld:
            reached = _reached(trace, _account_ids(audience))
            yield from self._remove(place, trace, reached - {trace.author_id}, audience)
        yield from self._show(place, "status.update", trace, audience)

    def _remove(self, place: int, trace: Trace, reached: set[int], audience: Audience) -> Iterator[Delivery]:
        public = trace if trace.visibility is Visibility.PUBLIC else None
        yield from _take_away(Message(place, "delete", str(trace.post_id)), reached, audience, public=public)

    def _notified(self, place: int, event: notifications.Notified, audience: Audience) -> Iterator[Delivery]:
        channels = [channel for channel in audience if channel.kind is Kind.NOTIFICATIONS or channel.told]
        listening = {reader for channel in channels for reader in audience[channel]}
        by_account = dict(zip(event.account_ids, event.notification_ids, strict=True))
        for reader in listening:
            if reader.account_id not in by_account:
                continue
            try:
                view = notifications.notification(reader, by_account[reader.account_id])
            except NotFound:
                continue
            message = Message(place, "notification", self._presenter.notification(reader, view))
            yield from (Delivery(reader, channel, message) for channel in channels if reader in audience[channel])

    def _requests_merged(
        self, place: int, event: notifications.RequestsMerged, audience: Audience
    ) -> Iterator[Delivery]:
        for channel in (one for one in audience if one.kind is Kind.NOTIFICATIONS or one.told):
            for reader in audience[channel]:
                if reader.account_id == event.account_id:
                    yield Delivery(reader, channel, Message(place, "notifications_merged", "1"))

    def _filters_changed(self, place: int, event: graph.FiltersChanged, audience: Audience) -> Iterator[Delivery]:
        for reader in audience.get(Channel(Kind.USER), ()):
            if reader.account_id == event.account_id:
                yield Delivery(reader, Channel(Kind.USER), Message(place, "filters_changed", None))

    def _announced(self, place: int, event: _OfAnnouncements, audience: Audience) -> Iterator[Delivery]:
        channel = Channel(Kind.USER)
        readers = audience.get(channel, frozenset())
        if not readers:
            return
        reader, announcer = next(iter(readers)), self._announcer
        if isinstance(event, community.AnnouncementChanged):
            told = announcer.changed(reader, event.announcement_id)
        elif isinstance(event, community.AnnouncementRemoved):
            told = announcer.removed(event.announcement_id)
        else:
            told = announcer.answered(reader, event.announcement_id)
        for name, payload in told:
            yield from (Delivery(one, channel, Message(place, name, payload)) for one in readers)

    def _conversations(self, place: int, trace: Trace, audience: Audience) -> Iterator[Delivery]:
        channel = Channel(Kind.DIRECT)
        facts = {one for each in posts.spread_facts([trace.post_id]) for one in (*each.mentioned_ids, each.author_id)}
        for reader in audience.get(channel, ()):
            if reader.account_id not in facts:
                continue
            newest = posts.conversations(reader, PageRequest(max_id=trace.post_id + 1, limit=1)).items
            if newest and newest[0].last.id == trace.post_id:
                payload = self._presenter.conversation(reader, newest[0])
                yield Delivery(reader, channel, Message(place, "conversation", payload))

    def _show(self, place: int, event: str, trace: Trace, audience: Audience) -> Iterator[Delivery]:
        for (surface, reach), channels in _by_surface(_running(trace, audience)).items():
            readers = frozenset[Viewer]().union(*channels.values())
            views = posts.hydrate_for_each(readers, trace.post_id, surface=surface)
            shown = {reader: view for reader, view in views.items() if view.gap in _SHOWN}
            payloads = self._presenter.statuses(shown)
            for reader, view in shown.items():
                feed.count_reach(reader, reach, [view])
            for channel, listening in channels.items():
                for reader in listening & payloads.keys():
                    yield Delivery(reader, channel, Message(place, event, payloads[reader]))


def _running(trace: Trace, audience: Audience) -> dict[Channel, frozenset[Viewer]]:
    """The channels in which a post runs, each with those of its listeners who might see it there."""
    running: dict[Channel, frozenset[Viewer]] = {}
    homes = audience.get(Channel(Kind.USER), frozenset())
    if homes:
        held = feed.homes_holding(trace.post_id, {one.account_id for one in homes if one.account_id is not None})
        running[Channel(Kind.USER)] = frozenset(one for one in homes if one.account_id in held)
    lists = {channel.list_id: channel for channel in audience if channel.kind is Kind.LIST}
    for list_id in feed.lists_holding(trace.post_id, lists):
        running[lists[list_id]] = audience[lists[list_id]]
    if trace.visibility is Visibility.PUBLIC and not trace.boost:
        for channel, listening in audience.items():
            tagged = channel.takes_tagged(trace.tags, local=trace.local)
            if tagged or channel.takes_public(local=trace.local, has_media=trace.has_media):
                running[channel] = listening
    return {channel: listening for channel, listening in running.items() if listening}


def _by_surface(
    running: Mapping[Channel, frozenset[Viewer]],
) -> dict[tuple[Surface, ReachSurface], dict[Channel, frozenset[Viewer]]]:
    found: dict[tuple[Surface, ReachSurface], dict[Channel, frozenset[Viewer]]] = {}
    for channel, listening in running.items():
        found.setdefault(_SURFACES.get(channel.kind, _PUBLIC), {})[channel] = listening
    return found


def _account_ids(audience: Audience) -> frozenset[int]:
    """Who listens to anything of their own."""
    own = [found for channel, found in audience.items() if channel.kind in _OWN]
    return frozenset(one.account_id for found in own for one in found if one.account_id is not None)


def _reached(trace: Trace, account_ids: frozenset[int]) -> set[int]:
    """Who of these may have a post on their screens, besides its author and whom it mentions."""
    reached: set[int] = set()
    if trace.visibility is Visibility.FRIENDS:
        reached |= graph.friends_of(trace.author_id)
    elif trace.visibility not in {Visibility.DIRECT, Visibility.GROUP}:
        reached |= graph.followers_among(trace.author_id, account_ids)
    if trace.group_id is not None:
        reached |= groups.members_among(trace.group_id, account_ids, post_id=trace.post_id)
    return reached


def _take_away(
    message: Message, reached: set[int] | frozenset[int], audience: Audience, *, public: Trace | None = None
) -> Iterator[Delivery]:
    """Tell that a post is gone: those reached, and of a public one everybody who listens where it ran."""
    for channel, listening in audience.items():
        if channel.told or channel.kind is Kind.NOTIFICATIONS:
            continue
        own = channel.kind in _OWN
        shown = public is not None and channel.may_have_shown(local=public.local)
        for reader in listening:
            if (reader.account_id in reached) if own else shown:
                yield Delivery(reader, channel, message)


def control(event: Event) -> bool:
    """Whether an event may have ended somebody's access."""
    return event.kind in {"apps.access_ended", "accounts.erased"}

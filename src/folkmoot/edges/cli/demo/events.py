"""Two things that the town plans: one for everybody, one of its allotments."""

from datetime import datetime, timedelta

from folkmoot.edges.cli.demo.town import Town


def plan_events(town: Town) -> None:
    """Planned yesterday, after the groups were made."""
    town.plan(town.now - timedelta(days=1), lambda: _plan(town))


def _plan(town: Town) -> None:
    from folkmoot.domains.events import api as events
    from folkmoot.domains.events.api import Answer, EventDraft
    from folkmoot.domains.groups import api as groups

    ana, ben, carla, dev = (town.people[name] for name in ("ana", "ben", "carla", "dev"))
    swap = events.make(
        ana,
        draft=EventDraft(
            title="Seed swap",
            starts=_at(town, 6, 14),
            ends=_at(town, 6, 16),
            zone="Europe/London",
            place="The old library",
            text="Bring what you have too much of. Tea is there.",
        ),
    )
    garden = groups.access_group_by_name(ana, "allotments")
    digging = events.make(
        ben,
        draft=EventDraft(
            title="Digging the new plots",
            starts=_at(town, 13, 9),
            ends=_at(town, 13, 12),
            zone="Europe/London",
            place="Plots 20 to 24",
            text="Spades are in the shed.",
            group_id=garden.id,
        ),
    )
    for viewer, event, answer in (
        (ben, swap, Answer.GOING),
        (carla, swap, Answer.GOING),
        (dev, swap, Answer.MAYBE),
        (carla, digging, Answer.GOING),
    ):
        events.respond(viewer, event_id=event.id, answer=answer)


def _at(town: Town, days: int, hour: int) -> datetime:
    """By the clocks of the town."""
    day = (town.now + timedelta(days=days)).date()
    return datetime(day.year, day.month, day.day, hour)  # noqa: DTZ001 - the zone of the event stands beside it

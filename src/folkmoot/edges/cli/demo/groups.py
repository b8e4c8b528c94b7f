"""Two groups of the town: one for everybody, one behind a door."""

from datetime import timedelta

from folkmoot.edges.cli.demo.town import Town


def gather(town: Town) -> None:
    """Planned for the last days."""
    town.plan(town.now - timedelta(days=3), lambda: _gather(town))


def _gather(town: Town) -> None:
    from folkmoot.domains.groups import api as groups
    from folkmoot.domains.groups.api import Admission
    from folkmoot.domains.posts import api as posts
    from folkmoot.domains.posts.api import PostDraft

    ana, ben, carla, dev = (town.people[name] for name in ("ana", "ben", "carla", "dev"))
    garden = groups.make(
        ana,
        handle="allotments",
        display_name="Allotments",
        description="Seeds, slugs and who has a spare shed.",
        rules="Swap, do not sell.",
        admission=Admission.OPEN,
    )
    for viewer in (ben, carla, dev):
        groups.join(viewer, group_id=garden.id)
    posts.publish(ben, draft=PostDraft(text="Spare tomato plants at plot 14. Take two.", group_id=garden.id))
    first = posts.publish(carla, draft=PostDraft(text="Has anybody got a cold frame to lend?", group_id=garden.id))
    posts.publish(ana, draft=PostDraft(text="Behind my shed. Bring gloves.", reply_to_id=first.id))
    board = groups.make(
        ben,
        handle="school_run",
        display_name="School run",
        description="Who walks with whom on which day.",
        admission=Admission.REQUEST,
    )
    for viewer, asks in ((carla, False), (dev, True)):
        groups.join(viewer, group_id=board.id)
        if not asks:
            groups.answer(ben, group_id=board.id, account_id=viewer.require_account(), accept=True)
    posts.publish(ben, draft=PostDraft(text="I take four on Tuesday, from the bakery at 7.40.", group_id=board.id))

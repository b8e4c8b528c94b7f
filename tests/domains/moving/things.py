"""What Ana has: a post of each kind, and everything that she set."""

from io import BytesIO

from PIL import Image

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import ProfileChange
from folkmoot.domains.graph import api as graph
from folkmoot.domains.graph.api import FilterAction, FilterContext, RepliesPolicy
from folkmoot.domains.media import api as media
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PollDraft, PostDraft, PostKind, PostView, QuotePolicy, Visibility
from tests import cast


def picture(colour: tuple[int, int, int] = (20, 90, 70)) -> BytesIO:
    stream = BytesIO()
    Image.new("RGB", (40, 30), colour).save(stream, "PNG")
    stream.seek(0)
    return stream


def everything_of_ana() -> dict[str, PostView]:
    """By name, in the order in which they were written."""
    ana, ben, carla, dev = cast.ana(), cast.ben(), cast.carla(), cast.dev()
    accounts.edit_profile(
        ana.viewer, change=ProfileChange(display_name="Ana A.", bio="At the weir", fields=[("Town", "Exeter")])
    )
    accounts.set_preferences(ana.viewer, theme="dark", time_zone="Europe/Lisbon")
    graph.follow(ana.viewer, target_id=ben.id, show_boosts=False, notify=True, languages=["en", "pt-BR"])
    graph.follow(ben.viewer, target_id=ana.id)
    graph.block(ana.viewer, target_id=carla.id)
    graph.mute(ana.viewer, target_id=dev.id, notifications=False)
    made = graph.create_list(ana.viewer, title="Neighbours", replies_policy=RepliesPolicy.NONE, exclusive=True)
    graph.add_to_list(ana.viewer, list_id=made.id, account_ids=[ben.id])
    graph.create_filter(
        ana.viewer, title="Spiders", contexts=[FilterContext.HOME], action=FilterAction.HIDE, keywords=[("web", True)]
    )
    graph.follow_tag(ana.viewer, tag="weir")
    posts.save_draft(ana.viewer, draft=PostDraft(text="Not ready", warning="Later"))
    shot = media.upload(ana.viewer, file=picture(), description="Water", focus=(0.5, -0.25))
    hidden = media.upload(ana.viewer, file=picture((200, 10, 10)), description="A red door")
    written: dict[str, PostView] = {}

    def write(name: str, **draft: object) -> PostView:
        written[name] = posts.publish(ana.viewer, draft=PostDraft(**draft))  # type: ignore[arg-type] # as given
        return written[name]

    first = write("public", text="At the #weir with @ben", language="en", media_ids=(shot.id,))
    write("answer", text="More of it", reply_to_id=first.id, visibility=Visibility.UNLISTED, warning="Water")
    write("followers", text="For followers", visibility=Visibility.FOLLOWERS, media_ids=(hidden.id,))
    write("friends", text="For friends", visibility=Visibility.FRIENDS, sensitive=True)
    write("article", kind=PostKind.ARTICLE, title="On water", text="## Rivers\n\nThey *flow*.")
    poll = PollDraft(options=("Yes", "No"), lasts_seconds=3600, multiple=True, hide_totals=True)
    write("poll", text="Swim?", poll=poll)
    write("quote", text="See above", quote_of_id=first.id, quote_policy=QuotePolicy.NOBODY)
    write("direct", text="@ben a secret", visibility=Visibility.DIRECT)
    edited = write("edited", text="Frist")
    written["edited"] = posts.edit(ana.viewer, post_id=edited.id, draft=PostDraft(text="First"))
    theirs = posts.publish(ben.viewer, draft=PostDraft(text="Of Ben"))
    posts.bookmark(ana.viewer, post_id=theirs.id)
    posts.favourite(ana.viewer, post_id=theirs.id)
    posts.publish(ben.viewer, draft=PostDraft(text="@ana a reply", visibility=Visibility.DIRECT))
    posts.boost(ana.viewer, post_id=theirs.id)
    return written

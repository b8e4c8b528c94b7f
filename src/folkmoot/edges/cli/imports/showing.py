"""`folkmoot import show`: the ranked feed of an imported person, with its reasons."""

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import RankedItem, Why
from folkmoot.domains.graph import api as graph
from folkmoot.edges.cli.output import Stop, say
from folkmoot.infra.text import excerpt
from folkmoot.kernel.viewer import Viewer

_SHOWN = 100


def show_ranked(name: str, limit: int) -> None:
    """Say the first posts of the feed. Raises Stop for everybody who did not come by an import."""
    account = accounts.account_by_name(name.lstrip("@"))
    if account is None or account.id not in accounts.imported_ids():
        raise Stop(f"{name} is no imported person of this site.")
    counts = graph.counts([account.id])[account.id]
    say(f"Ranked for {account.name} (@{account.acct}), who follows {counts.following:,}:")
    items = feed.ranked(Viewer(account_id=account.id), limit=limit).items
    for place, item in enumerate(items, start=1):
        say(_item(place, item))
    if not items:
        say("There is nothing in it.")


def _item(place: int, item: RankedItem) -> str:
    shown = item.post.shown
    head = f"{place}. {shown.author.name}, {shown.created_at:%Y-%m-%d %H:%M}: {excerpt(shown.text, _SHOWN)}"
    return "\n".join(["", head, f"   {item.why.because}", *_terms(item.why)])


def _terms(why: Why) -> list[str]:
    lines = [f"   {term.value:5.2f}  {term.label}: {term.because}" for term in why.terms]
    reasons = "".join(f" ({applied.reason})" for applied in why.reductions)
    return [*lines, f"   {why.score:5.2f}  = {why.sum:.2f} × {why.factor:g}{reasons}"]

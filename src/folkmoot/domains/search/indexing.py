"""Write the index: each function brings it to what is so now, however often it runs."""

from collections import Counter
from collections.abc import Collection, Mapping

from django.db.models import F

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.posts import api as posts
from folkmoot.domains.search.documents import (
    by_author,
    counted_tags,
    person_document,
    post_document,
    tag_word,
)
from folkmoot.domains.search.expressions import Expression
from folkmoot.domains.search.models import PersonWords, PostWords, Tag, TagWords
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.viewer import NOBODY

BATCH = 200


def index_posts(ids: Collection[int]) -> None:
    """Posts that may be found enter, the others leave."""
    facts = posts.search_facts(ids)
    authors = accounts.accounts_by_ids({one.author_id for one in facts.values()})
    rows = [
        PostWords(
            id=one.post_id,
            words=post_document(one, indexable=authors[one.author_id].indexable),
            tags=" ".join(counted_tags(one)),
        )
        for one in facts.values()
        if one.author_id in authors and not authors[one.author_id].erased
    ]
    with atomic_write():
        uses = Counter(tag for row in rows for tag in row.tags.split())
        before = PostWords.objects.filter(id__in=ids).values_list("tags", flat=True)
        uses.subtract(tag for tags in before for tag in tags.split())
        PostWords.objects.filter(id__in=ids).delete()
        PostWords.objects.bulk_create(rows)
        _count({tag: change for tag, change in uses.items() if change})


def index_people(ids: Collection[int]) -> None:
    """Accounts that want to be found enter, the others leave."""
    visible = accounts.present_for(NOBODY, ids)
    known = accounts.accounts_by_ids(ids).values()
    found = [one for one in known if one.id in visible and _wants_to_be_found(one)]
    with atomic_write():
        PersonWords.objects.filter(id__in=ids).delete()
        PersonWords.objects.bulk_create([PersonWords(id=one.id, words=person_document(one)) for one in found])


def posts_in_index(author_id: int, *, before: int | None, limit: int) -> list[int]:
    """The newest posts of an author in the index, below an id."""
    found = PostWords.objects.filter(words__holds=Expression(((by_author(author_id),),)))
    found = found if before is None else found.filter(id__lt=before)
    return list(found.order_by("-id").values_list("id", flat=True)[:limit])


def _wants_to_be_found(account: AccountView) -> bool:
    return account.discoverable and not account.erased


def _count(changes: Mapping[str, int]) -> None:
    known = set(Tag.objects.filter(name__in=changes).values_list("name", flat=True))
    new = [Tag(id=new_id(), name=name) for name in changes if name not in known]
    Tag.objects.bulk_create(new)
    TagWords.objects.bulk_create([TagWords(id=tag.id, words=[tag_word(tag.name)]) for tag in new])
    for change in set(changes.values()):
        names = [name for name, found in changes.items() if found == change]
        Tag.objects.filter(name__in=names).update(uses=F("uses") + change)

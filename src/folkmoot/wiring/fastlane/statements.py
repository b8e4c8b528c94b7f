"""The statements of the fast lane. `ALIASES` says which table stands behind which letter; a test reads the columns."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from folkmoot.domains.accounts.api import columns as accounts
from folkmoot.domains.apps.api import columns as apps
from folkmoot.domains.community.api import columns as community
from folkmoot.domains.feed.api import columns as feed
from folkmoot.domains.graph.api import columns as graph
from folkmoot.domains.groups.api import columns as groups
from folkmoot.domains.integrity.api import columns as integrity
from folkmoot.domains.media.api import columns as media
from folkmoot.domains.notes.api import columns as notes
from folkmoot.domains.notifications.api import columns as notifications
from folkmoot.domains.posts.api import columns as posts
from folkmoot.infra.declared import Declared
from folkmoot.wiring.fastlane.sources import Source

ALIASES: Final[Mapping[str, Declared]] = {
    "a": accounts.ACCOUNT, "b": graph.BLOCK, "c": posts.COUNTS, "d": media.MEDIA, "e": feed.HOME_ENTRY,
    "f": graph.FOLLOW, "g": graph.GRAPH_COUNTS, "h": graph.FOLLOWED_TAG, "i": graph.LIST, "j": posts.POLL_OPTION,
    "k": posts.MARK, "l": accounts.LOGIN, "m": graph.MUTE, "n": accounts.PREFERENCES, "o": posts.POLL,
    "p": posts.POST, "q": posts.AUTHOR_COUNT, "r": feed.READER, "s": groups.MEMBERSHIP, "t": apps.TOKEN,
    "u": posts.UNSPREAD, "v": posts.VOTE, "w": graph.FILTER, "x": integrity.EFFECT, "y": posts.POLL_VOTE,
    "z": posts.MENTION, "fk": graph.FILTER_KEYWORD, "fp": graph.FILTER_POST, "tg": posts.TAG,
    "fw": feed.WEIGHTS, "mk": apps.MARKER, "nt": notifications.NOTIFICATION, "am": accounts.MANAGER,
    "cs": community.SETTINGS, "ca": community.ANNOUNCEMENT, "cr": community.ANNOUNCEMENT_READ, "fd": feed.DISMISSED,
    "no": notes.NOTE,
}  # fmt: skip
_TABLES: Final = {f"{alias}_": f"{one.table} {alias}" for alias, one in ALIASES.items()}

HAS_LISTS, HAS_TAGS, HAS_GROUPS, HAS_LANGUAGES = 1, 2, 4, 16
"""What makes a home of more than entries: lists that keep people out of it, tags, groups, people who are followed in
some languages only. (And authors with very many followers, of whom the row of the reader says it.)
"""

TOKEN, READER, FOLLOWS, ENTRY, WAITING, BLOCKING, BLOCKED_BY, MUTING, BOOSTS_HIDDEN = range(9)
ATTENTION: Final = 35
MARK, MUTED_THREAD, BOOSTED, VOTED, CHOSEN, FOLLOWER, FILTER, KEYWORD, FILTERED_POST, MUTED_UNTIL = range(10, 20)
"""The first column of a row says what the row is."""
NOTED: Final = 7
"""The first column of a row about context under a post."""
_OWNER: Final = "SELECT t.account_id FROM {t_} WHERE t.token_hash = %(token)s"

_MORE_THAN_ENTRIES: Final = """
 CASE WHEN EXISTS (SELECT 1 FROM {i_} WHERE i.owner_id = %(me)s AND i.exclusive) THEN 1 ELSE 0 END
 + CASE WHEN EXISTS (SELECT 1 FROM {h_} WHERE h.account_id = %(me)s) THEN 2 ELSE 0 END
 + CASE WHEN EXISTS (SELECT 1 FROM {s_} WHERE s.account_id = %(me)s AND s.at_home AND s.state = 'member')
   THEN 4 ELSE 0 END
 + CASE WHEN EXISTS (SELECT 1 FROM {f_} WHERE f.follower_id = %(me)s AND f.languages > '') THEN 16 ELSE 0 END"""
_SIGNED_IN: Final = """
SELECT 0, 1, 0, {more}, CAST(NULL AS text) FROM {l_} WHERE l.account_id = %(me)s AND l.state = 'active'"""
_WHO: Final = """
SELECT 0, CASE WHEN t.last_used_on = %(today)s THEN 1 ELSE 0 END, t.app_id, {more}, CAST(t.scopes AS text)
FROM {t_} JOIN {l_} ON l.account_id = t.account_id
WHERE t.token_hash = %(token)s AND t.account_id = %(me)s AND t.revoked_at IS NULL AND l.state = 'active'"""

_RELATIONS: Final = """
UNION ALL SELECT 2, coalesce((SELECT max(f.id) FROM {f_} WHERE f.follower_id = %(me)s AND f.state = 'accepted'), 0),
 coalesce((SELECT g.following FROM {g_} WHERE g.account_id = %(me)s), 0), count(*), CAST(max(f.id) AS text)
 FROM {f_} WHERE f.follower_id = %(me)s AND f.state = 'requested'
UNION ALL SELECT 5, b.blocked_id, 0, 0, NULL FROM {b_} WHERE b.blocker_id = %(me)s
UNION ALL SELECT 6, b.blocker_id, 0, 0, NULL FROM {b_} WHERE b.blocked_id = %(me)s
UNION ALL SELECT 7, m.muted_id, 0, 0, NULL FROM {m_}
 WHERE m.muter_id = %(me)s AND (m.expires_at IS NULL OR m.expires_at > %(now)s)
UNION ALL SELECT 19, 0, 0, 0, CAST(min(m.expires_at) AS text) FROM {m_}
 WHERE m.muter_id = %(me)s AND m.expires_at > %(now)s
UNION ALL SELECT 8, f.followee_id, 0, 0, NULL FROM {f_}
 WHERE f.follower_id = %(me)s AND NOT f.show_boosts
UNION ALL SELECT 16, w.id, 0, 0, w.title || ' ' || CAST(w.contexts AS text) || w.action
 || coalesce(CAST(w.expires_at AS text), '') FROM {w_} WHERE w.owner_id = %(me)s
UNION ALL SELECT 17, fk.id, fk.filter_id, CASE WHEN fk.whole_word THEN 1 ELSE 0 END, fk.keyword
 FROM {w_} JOIN {fk_} ON fk.filter_id = w.id WHERE w.owner_id = %(me)s
UNION ALL SELECT 18, fp.id, fp.filter_id, fp.post_id, NULL
 FROM {w_} JOIN {fp_} ON fp.filter_id = w.id WHERE w.owner_id = %(me)s
UNION ALL SELECT 11, k.post_id, 0, 0, NULL FROM {k_} WHERE k.account_id = %(me)s AND k.kind = 'mute'"""

_MARKS_FROM: Final = """
UNION ALL SELECT 10, k.post_id, 0, 0, k.kind FROM {k_} WHERE k.account_id = %(me)s AND k.post_id >= %(from)s
UNION ALL SELECT 12, p.boost_of_id, 0, 0, NULL FROM {p_} WHERE p.author_id = %(me)s AND p.boost_of_id >= %(from)s
UNION ALL SELECT 13, v.post_id, v.value, 0, NULL FROM {v_} WHERE v.account_id = %(me)s AND v.post_id >= %(from)s"""

_HOME: Final = """
SELECT 1, r.floor_id, r.follow_id, CASE WHEN r.read_at > %(touched)s THEN 1 ELSE 0 END,
 CASE WHEN EXISTS (SELECT 1 FROM {g_} CROSS JOIN {f_} WHERE g.followers > 5000
  AND f.follower_id = %(me)s AND f.followee_id = g.account_id) THEN 'big' END
 FROM {r_} WHERE r.account_id = %(me)s AND r.filled
UNION ALL SELECT 3, 0, 0, 0, {found} FROM (
 SELECT e.post_id FROM {e_}
 WHERE e.account_id = %(me)s AND e.post_id < %(below)s AND e.post_id > %(above)s
 ORDER BY e.post_id {order} LIMIT %(limit)s) found"""

_WAITING: Final = """
SELECT 4, p.id, p.author_id, coalesce(p.reply_to_author_id, 0), p.visibility FROM (
 SELECT u.post_id FROM {u_} ORDER BY u.post_id DESC LIMIT 501) waiting JOIN {p_} ON p.id = waiting.post_id
 WHERE p.deleted_at IS NULL"""

# A follow that is new has the highest id of all; one that was asked for and granted is no longer among the requests. So
# whose home is made of whom has changed if and only if one of the four values of kind 2 has.
_FOLLOWEES: Final = "SELECT f.followee_id FROM {f_} WHERE f.follower_id = %(me)s AND f.state = 'accepted'"

_THREAD_OF: Final = "SELECT p.thread_id FROM {p_} WHERE p.id = %(about)s AND p.boost_of_id IS NULL"

_WEIGHTS: Final = (
    "SELECT fw.closeness, fw.freshness, fw.conversation, fw.rarity FROM {fw_} WHERE fw.account_id = %(me)s"
)
_WEIGHED: Final = """
SELECT 15, f.follower_id, 0, 0, NULL FROM {f_}
 WHERE f.followee_id = %(me)s AND f.state = 'accepted' AND f.follower_id IN ({people})
UNION ALL SELECT 35, touched.author_id, count(*), 0, NULL FROM (
 SELECT p.author_id FROM {p_} WHERE p.id IN (
  SELECT favoured.post_id FROM (SELECT k.post_id FROM {k_} WHERE k.account_id = %(me)s AND k.kind = 'favourite'
   AND k.id >= %(since)s ORDER BY k.id DESC LIMIT 1000) favoured
  UNION SELECT boosted.boost_of_id FROM (SELECT p.boost_of_id FROM {p_} WHERE p.author_id = %(me)s
   AND p.id >= %(since)s AND p.boost_of_id IS NOT NULL ORDER BY p.id DESC LIMIT 1000) boosted)
 UNION ALL SELECT answered.reply_to_author_id FROM (SELECT p.reply_to_author_id FROM {p_} WHERE p.author_id = %(me)s
  AND p.id >= %(since)s AND p.reply_to_author_id IS NOT NULL ORDER BY p.id DESC LIMIT 1000) answered) touched
 WHERE touched.author_id <> %(me)s GROUP BY touched.author_id"""
_PUBLISHED: Final = """
SELECT p.author_id, count(*) FROM {p_} WHERE p.author_id IN ({ids}) AND p.id >= %(since)s AND p.deleted_at IS NULL
GROUP BY p.author_id"""

_APART: Final = """
SELECT 10, k.post_id, 0, 0, k.kind FROM {k_} WHERE k.account_id = %(me)s AND k.post_id IN ({ids})
UNION ALL SELECT 12, p.boost_of_id, 0, 0, NULL FROM {p_} WHERE p.author_id = %(me)s AND p.boost_of_id IN ({ids})
UNION ALL SELECT 13, v.post_id, v.value, 0, NULL FROM {v_} WHERE v.account_id = %(me)s AND v.post_id IN ({ids})
UNION ALL SELECT 14, y.post_id, y.place, 0, NULL FROM {y_} WHERE y.account_id = %(me)s AND y.post_id IN ({polls})
UNION ALL SELECT 15, f.follower_id, 0, 0, NULL FROM {f_}
 WHERE f.followee_id = %(me)s AND f.state = 'accepted' AND f.follower_id IN ({people})"""

_ACTING: Final = """
UNION ALL SELECT %d, x.subject_id, count(*), max(x.id), NULL, NULL FROM {x_}
 WHERE x.ended_at IS NULL AND x.subject_kind = '%s' AND x.subject_id IN ({ids}) GROUP BY x.subject_id"""

# Kind 0 is the post or the person itself, the others what hangs on it and which most have not. Packing columns into one
# text lets the database do what would otherwise be thirty objects of ours for each row.
_POSTS: Final = (
    """
SELECT 0, p.id, p.boost_of_id, p.quote_of_id, {numbers_of_post}, {POST}
 FROM {p_} LEFT JOIN {c_} ON c.post_id = p.id WHERE p.id IN ({ids})
UNION ALL SELECT 2, z.post_id, count(*), max(z.id), NULL, NULL FROM {z_} WHERE z.post_id IN ({ids}) GROUP BY z.post_id
UNION ALL SELECT 3, tg.post_id, count(*), max(tg.id), NULL, NULL FROM {tg_} WHERE tg.post_id IN ({ids})
 GROUP BY tg.post_id
UNION ALL SELECT 4, o.post_id, o.voters, NULL, CAST(o.expires_at AS text), (
 SELECT {votes} FROM (SELECT j.votes, j.text FROM {j_} WHERE j.post_id = o.post_id ORDER BY j.place) option)
 FROM {o_} WHERE o.post_id IN ({ids})
UNION ALL SELECT 5, d.post_id, d.id, (SELECT max(x.id) FROM {x_} WHERE x.ended_at IS NULL
 AND x.subject_kind = 'media' AND x.subject_id = d.id), CAST((SELECT count(*) FROM {x_} WHERE x.ended_at IS NULL
 AND x.subject_kind = 'media' AND x.subject_id = d.id) AS text), {file} FROM {d_} WHERE d.post_id IN ({ids})
UNION ALL SELECT 7, no.post_id, no.id, (SELECT max(x.id) FROM {x_} WHERE x.ended_at IS NULL
 AND x.subject_kind = 'note' AND x.subject_id = no.id), NULL, {note} FROM {no_}
 WHERE no.post_id IN ({ids}) AND no.status = 'shown' AND no.withdrawn_at IS NULL"""
    + _ACTING % (6, "post")
)

_PEOPLE: Final = (
    """
SELECT 0, a.id, NULL, NULL, {numbers_of_person}, {ACCOUNT}
 FROM {a_} LEFT JOIN {l_} ON l.account_id = a.id LEFT JOIN {n_} ON n.account_id = a.id
 LEFT JOIN {g_} ON g.account_id = a.id LEFT JOIN {q_} ON q.account_id = a.id WHERE a.id IN ({ids})"""
    + _ACTING % (6, "account")
)


class Statements:
    """The statements in the words of one database."""

    def __init__(self, source: Source) -> None:
        self.owner = in_words(_OWNER, source)
        self.about, self.about_browser = (
            in_words(who.replace("{more}", _MORE_THAN_ENTRIES) + _RELATIONS + _MARKS_FROM, source)
            for who in (_WHO, _SIGNED_IN)
        )
        self.home, self.home_upwards = (in_words(_HOME.replace("{order}", order), source) for order in ("DESC", "ASC"))
        self.waiting = in_words(_WAITING, source)
        self.followees = in_words(_FOLLOWEES, source)
        self.thread_of = in_words(_THREAD_OF, source)
        self.weights = in_words(_WEIGHTS, source)
        self.weighed = in_words(_WEIGHED, source)
        self.published = in_words(_PUBLISHED, source)
        self.apart = in_words(_APART, source)
        self.posts = in_words(_POSTS, source)
        self.people = in_words(_PEOPLE, source)


def in_words(statement: str, source: Source) -> str:
    """A statement in the words of one database."""
    ids, joined = source.words["ids"], source.words["joined"]
    packed = source.words["packed"]
    return statement.format(
        **_TABLES,
        POST=packed.format(columns=posts.POST.listed("p")),
        ACCOUNT=packed.format(columns=f"{accounts.ACCOUNT.listed('a')}, l.role, n.hide_collections"),
        numbers_of_post=packed.format(columns=posts.COUNTS.listed("c").removeprefix("c.post_id, ")),
        numbers_of_person=packed.format(columns="g.followers, g.following, q.posts, q.last_post_id"),
        note=packed.format(columns=notes.NOTE.listed("no")),
        file=packed.format(columns=media.MEDIA.listed("d")),
        ids=ids.format(name="ids"),
        polls=ids.format(name="polls"),
        people=ids.format(name="people"),
        found=joined.format(what="found.post_id", by="','"),
        pages=joined.format(what="page.id", by="','"),
        votes=joined.format(what="option.votes || option.text", by="','"),
    )


@cache
def statements_for(source: Source) -> Statements:
    return Statements(source)

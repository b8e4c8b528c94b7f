"""Domain types with fixed values, from which the golden files are made."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from folkmoot.domains.accounts.api import AccountKind, AccountView, ProfileField
from folkmoot.domains.apps.api import AppView, IssuedToken, MarkerView, RegisteredApp
from folkmoot.domains.community.api import Announcement, Reaction
from folkmoot.domains.events.api import Answer, EventView
from folkmoot.domains.feed.api import Term, Why
from folkmoot.domains.graph.api import (
    FilterAction,
    FilterContext,
    FilterKeyword,
    FilterMatch,
    FilterPostView,
    FilterView,
    ListView,
    Relationship,
    RepliesPolicy,
)
from folkmoot.domains.integrity.api import Applied, DecisionView, EffectView, ReportView, Treatment, Treatments
from folkmoot.domains.media.api import MediaKind, MediaState, MediaView
from folkmoot.domains.notifications.api import NotificationKind, NotificationView
from folkmoot.domains.posts.api import (
    Conversation,
    Counts,
    Gap,
    Mention,
    OwnMarks,
    PollDraft,
    PollOption,
    PollView,
    PostDraft,
    PostKind,
    PostView,
    Revision,
    ScheduledPost,
    Visibility,
)
from folkmoot.edges.mastodon.present.accounts import About
from folkmoot.edges.mastodon.push.types import Device, Policy, Subscription
from folkmoot.infra.vapid import Pair
from folkmoot.kernel.refs import account_ref, post_ref
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Role

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TODAY = date(2026, 3, 1)
LATER = NOON + timedelta(hours=1, milliseconds=250)

ANA = AccountView(
    id=101,
    handle="ana",
    domain="",
    kind=AccountKind.PERSON,
    display_name="Ana Almeida",
    bio="Rower & baker",
    bio_html="<p>Rower &amp; baker</p>",
    fields=(ProfileField("Town", "Exeter"), ProfileField("Page", "https://ana.example")),
    avatar_key="ana-profile.webp",
    header_key="",
    locked=False,
    discoverable=True,
    indexable=False,
    language="en",
    created_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    erased=False,
    url="http://localhost:8000/@ana",
)
BEN = replace(ANA, id=102, handle="ben", display_name="", bio="", bio_html="", fields=(), avatar_key="", locked=True)
BEN = replace(BEN, url="http://localhost:8000/@ben")
ABOUT_ANA = About(followers=3, following=4, posts=5, last_post_at=NOON, role=Role.MODERATOR)

PICTURE = MediaView(
    id=301,
    account_id=101,
    kind=MediaKind.IMAGE,
    state=MediaState.READY,
    mime="image/webp",
    original_key="boat.webp",
    small_key="boat-small.webp",
    width=1200,
    height=800,
    small_width=600,
    small_height=400,
    bytes=1000,
    blurhash="UBL_:rOpGG-oBUNG,qRj2so|=eE1w^n4S5NH",
    description="A boat at anchor",
    focus=(0.5, -0.25),
    post_id=201,
    public=True,
    created_at=NOON,
)
SOUND = replace(
    PICTURE,
    id=302,
    kind=MediaKind.AUDIO,
    mime="audio/ogg",
    original_key="bell.ogg",
    small_key="",
    width=0,
    height=0,
    small_width=0,
    small_height=0,
    blurhash="",
    description="",
    focus=(0.0, 0.0),
)
POLL = PollView(
    post_id=201,
    options=(PollOption("Yes", 2), PollOption("No", 1)),
    multiple=False,
    hide_totals=False,
    expires_at=LATER,
    expired=False,
    voters=3,
    votes=3,
    voted=True,
    own_choices=(0,),
)
HIDDEN_POLL = replace(POLL, hide_totals=True, voted=False, own_choices=(), multiple=True)

REDUCED = Applied(
    decision_id=401,
    clause_id="misleading",
    clause_title="Misleading",
    reason="Found false by a fact-check.",
    factor=0.2,
)
INFORMED = Applied(
    decision_id=402,
    clause_id="context",
    clause_title="Context",
    reason="Needs context.",
    text="See this fact-check",
    link="https://facts.example/1",
)
REMOVED = replace(
    REDUCED, decision_id=403, clause_id="harm", clause_title="Harm", reason="It threatened a person.", factor=1.0
)

POST = PostView(
    id=201,
    author=ANA,
    kind=PostKind.POST,
    visibility=Visibility.PUBLIC,
    created_at=NOON,
    edited_at=None,
    revision=0,
    language="en",
    title="",
    warning="",
    sensitive=False,
    text="Tide at nine @ben #boats",
    html='<p>Tide at nine <a href="http://localhost:8000/@ben">@ben</a></p>',
    direction="ltr",
    reply_to_id=None,
    reply_to_author_id=None,
    thread_id=201,
    media=(PICTURE,),
    mentions=(Mention(102, "ben", "http://localhost:8000/@ben"),),
    tags=("boats",),
    counts=Counts(replies=1, boosts=2, favourites=3, quotes=4, up=2, down=1),
    own=OwnMarks(favourited=True, bookmarked=True, vote=1),
    url="/@ana/201",
    uri="/posts/201",
)
REPLY = replace(
    POST,
    id=202,
    author=BEN,
    visibility=Visibility.FRIENDS,
    reply_to_id=201,
    reply_to_author_id=101,
    media=(),
    mentions=(),
    tags=(),
    counts=Counts(),
    own=OwnMarks(),
    poll=POLL,
    warning="Sport",
    sensitive=True,
    edited_at=LATER,
    url="/@ben/202",
)
ARTICLE = replace(
    POST,
    id=203,
    kind=PostKind.ARTICLE,
    title="On <tides>",
    html="<h2>Part</h2><p>Long</p>",
    media=(),
    own=OwnMarks(pinned=True),
)
TREATED = replace(
    POST,
    id=204,
    treatments=Treatments(factor=0.2, reductions=(REDUCED,), informs=(INFORMED,)),
    collapsed=REDUCED,
    media=(),
)
BOOST = replace(
    REPLY,
    id=205,
    kind=PostKind.BOOST,
    visibility=Visibility.PUBLIC,
    wraps=POST,
    poll=None,
    html="",
    text="",
    warning="",
    sensitive=False,
    edited_at=None,
    reply_to_id=None,
    reply_to_author_id=None,
)
QUOTE = replace(REPLY, id=206, visibility=Visibility.PUBLIC, quote=POST, quote_of_id=201, poll=None)
QUOTE_OF_GONE = replace(QUOTE, id=207, quote=replace(POST, gap=Gap.DELETED, html="", text=""))
GONE = replace(POST, id=208, gap=Gap.REMOVED, html="", text="", media=(), treatments=Treatments(removed=REMOVED))

FILTER = FilterView(
    id=501,
    title="Sport",
    contexts=(FilterContext.HOME, FilterContext.PUBLIC),
    action=FilterAction.WARN,
    expires_at=LATER,
    keywords=(FilterKeyword(502, "football", whole_word=True),),
    post_ids=(201,),
)
FILTER_POSTS = (FilterPostView(503, 201),)
FILTERED = replace(POST, id=209, filters=(FilterMatch(FILTER, ("football",), ()),), media=())

RELATIONSHIP = Relationship(
    account_id=102,
    following=True,
    show_boosts=True,
    notify=True,
    followed_by=True,
    muting=True,
    muting_notifications=True,
    mute_expires_at=LATER,
    note="From the ferry",
)
LIST = ListView(601, "Ferries", RepliesPolicy.LIST, exclusive=True)
REVISION = Revision(0, NOON, "", "Sport", "Frist", "<p>Frist</p>", sensitive=True)
DRAFT = PostDraft(
    text="Later",
    warning="Sport",
    visibility=Visibility.FRIENDS,
    language="en",
    media_ids=(301,),
    poll=PollDraft(options=("Yes", "No"), lasts_seconds=3600),
)
SCHEDULED = ScheduledPost(701, DRAFT, LATER)
CONVERSATION = Conversation(801, (BEN,), REPLY, unread=True)

APP = AppView(
    901,
    "client-id",
    "Pinnace",
    "https://pinnace.example",
    ("urn:ietf:wg:oauth:2.0:oob", "pinnace://back"),
    ("read", "write"),
)
REGISTERED = RegisteredApp(APP, "client-secret")
TOKEN = IssuedToken("token", ("read", "write"), NOON)
MARKER = MarkerView("home", 201, 3, NOON)

DECISION = DecisionView(
    id=403,
    case_id=1,
    ref=post_ref(208),
    responsible=101,
    policy_version="2026.1",
    clause_id="harm",
    clause_title="Harm",
    clause_text="No threats.",
    reason="It threatened a person.",
    treatment=Treatment.REMOVE,
    effects=(EffectView(Treatment.REMOVE, None, "", None, None, None),),
    automated=False,
    strike=True,
    appealable=True,
    facts="two reports",
    created_at=NOON,
    undone_at=None,
    log_entry=77,
    decider=None,
    undone_by=None,
    note="",
)
REPORT = ReportView(
    id=1001,
    case_id=1,
    ref=post_ref(201),
    responsible=101,
    reporter=102,
    clause_id="harm",
    comment="Look at this",
    forward=False,
    related=(post_ref(203), account_ref(101)),
    created_at=NOON,
    answered_at=LATER,
    acted=True,
    outcome="The moderators acted.",
)
EVENT = EventView(
    id=1201,
    post=POST,
    title="Seed swap",
    text="Bring seeds.",
    html="<p>Bring seeds.</p>",
    place="Old library",
    link="https://library.example/swap",
    starts_at=NOON + timedelta(days=6),
    ends_at=NOON + timedelta(days=6, hours=2),
    zone="Europe/Berlin",
    sequence=1,
    changed_at=NOON,
    cancelled_at=None,
    going=3,
    maybe=1,
    own=Answer.GOING,
    mine=True,
    by_group=False,
    may_cancel=True,
)
NOTIFICATIONS = (
    NotificationView(1101, NotificationKind.REPLY, NOON, unread=True, actor=BEN, post=REPLY),
    NotificationView(1102, NotificationKind.FOLLOW, NOON, unread=False, actor=BEN),
    NotificationView(1103, NotificationKind.DECISION, NOON, unread=True, decision=DECISION),
    NotificationView(1104, NotificationKind.REPORT_ANSWERED, NOON, unread=True, report=REPORT),
    NotificationView(1105, NotificationKind.UPDATE, NOON, unread=True, actor=BEN, post=REPLY),
    NotificationView(1106, NotificationKind.QUOTED_UPDATE, NOON, unread=True, actor=BEN, post=REPLY),
    NotificationView(1107, NotificationKind.SIGN_UP, NOON, unread=True, actor=BEN),
    NotificationView(1108, NotificationKind.REPORT, NOON, unread=True, actor=BEN, report=REPORT, reported=ANA),
)
WHY = Why(
    because=sentence("You follow {name}.", name="Ana Almeida"),
    terms=(
        Term("closeness", "Closeness", 2.0, "You answer each other."),
        Term("freshness", "Freshness", 0.5, "An hour old."),
    ),
    factor=0.2,
    reductions=(REDUCED,),
)

ANNOUNCEMENT = Announcement(
    id=1001,
    text="Market on Sunday",
    html="<p>Market on Sunday</p>",
    starts_at=NOON,
    ends_at=LATER,
    all_day=True,
    publish_at=NOON,
    changed_at=NOON,
    published=True,
    read=False,
    reactions=(Reaction("🎉", 2, own=True),),
)

KEY_PAIR = Pair(
    b"", b"", public="BEsQxWAvZ3RfRY7BUbuOTFMOyfBp2YVXi0yPqQhwhZpVPTWz8cjsWdJhnAr2rDvIVgnBJXBPbHcVQ2JyZVWbtN8"
)
SUBSCRIPTION = Subscription(
    id=951,
    token_id=952,
    account_id=101,
    device=Device("https://push.example/box/7", "BCVx", "BTBZ", standard=True),
    alerts=frozenset({"mention", "follow"}),
    policy=Policy.FOLLOWED,
)

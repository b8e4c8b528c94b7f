"""What comes in: sizes of requests, rates, files."""

from datetime import timedelta

from folkmoot.domains.accounts.commands import confirming, sign_in, sign_up
from folkmoot.domains.apps import commands as apps
from folkmoot.domains.media import emojis, pictures
from folkmoot.domains.media.commands import uploading
from folkmoot.domains.moving.into import boxes, csvs, receiving
from folkmoot.domains.posts.types import MOST_MEDIA
from folkmoot.domains.search.policy import QUERY_LIMIT
from folkmoot.edges.console import hashes
from folkmoot.edges.console import policy as policy_pages
from folkmoot.edges.mastodon import throttle
from folkmoot.edges.mastodon.endpoints import sign_up as joining
from folkmoot.edges.streaming import asking, lines, socket
from folkmoot.infra.http import sizes
from folkmoot.infra.limits import acts
from folkmoot.wiring import pages
from folkmoot.wiring.limits.types import DEFAULTS, LATER, NOW, Row, Section, lasting, rated, size

_FIVE = lasting(throttle.WINDOW)
_WINDOW = lasting(pages.WINDOW)
_TOO_LARGE = "413, before anything reads it"

REQUESTS = Section(
    "Requests",
    "Refused by what they say of themselves, before a parser or the check of a form's secret reads them. The web "
    "server itself answers 431 to headers that are too long, and a body that hides its length is answered with 411.",
    (
        Row("Headers", size(sizes.HEADERS), "request", "431, and the connection ends"),
        Row("Time to send the headers", f"{sizes.HEADERS_WITHIN // 1000} seconds", "connection", "it is closed"),
        Row("Query of an address", size(sizes.QUERY), "request", _TOO_LARGE),
        Row("Body without files, JSON or form", size(sizes.SMALL_BODY), "request", _TOO_LARGE),
        *(
            Row(f"Body with {place.what}", size(place.most(DEFAULTS)), "request of a member", _TOO_LARGE,
                "FOLKMOOT_ARCHIVE_LIMIT" if place.what == "an archive" else
                "" if place.what == "a bank of hashes" else "FOLKMOOT_IMAGE_LIMIT, FOLKMOOT_VIDEO_LIMIT")
            for place in {place.what: place for place in sizes.PLACES}.values()
        ),
        Row("Form fields", f"{sizes.MOST_FIELDS:,}", "request", "400"),
        Row("Files", str(sizes.MOST_FILES), "request", "400"),
        Row("Words of a search", f"{QUERY_LIMIT} characters", "search", "the rest is not read"),
        Row("Query of a stream", size(asking._MOST_QUERY), "stream", "400"),  # noqa: SLF001 - the number that acts
    ),
)  # fmt: skip
RATES = Section(
    "Rates",
    "Counted by all web processes together. A network of IPv6 counts by its first 64 bits. Answers of the client API "
    "carry X-RateLimit-Limit, -Remaining and -Reset, RateLimit and RateLimit-Policy; pages carry them where they "
    "refuse. An import that a member started counts for none.",
    (
        Row("Calls of the client API", f"{DEFAULTS.api_per_person:,} in {_FIVE}", "person, all their apps", LATER,
            "FOLKMOOT_API_PER_PERSON"),
        Row("Calls without a person's token, wrong tokens", f"{DEFAULTS.api_per_address:,} in {_FIVE}", "address",
            LATER, "FOLKMOOT_API_PER_ADDRESS"),
        Row("Calls of an app", f"{DEFAULTS.api_per_app:,} in {_FIVE}", "app, all its people", LATER,
            "FOLKMOOT_API_PER_APP"),
        Row("Pages", f"{DEFAULTS.pages_per_person:,} in {_WINDOW}", "person", LATER, "FOLKMOOT_PAGES_PER_PERSON"),
        Row("Pages", f"{DEFAULTS.pages_per_address:,} in {_WINDOW}", "address, signed out", LATER,
            "FOLKMOOT_PAGES_PER_ADDRESS"),
        Row("Posts, replies, boosts", f"{DEFAULTS.posts_per_hour:,} in 1 hour", "account", LATER,
            "FOLKMOOT_POSTS_PER_HOUR"),
        rated(acts.EDITS, "account"),
        rated(acts.REACTIONS, "account"),
        rated(acts.FOLLOWS, "account"),
        rated(acts.ARRANGING, "account"),
        rated(acts.SEARCHES, "person"),
        rated(acts.ARCHIVES, "account"),
        rated(receiving.ARRIVALS, "account"),
        rated(sign_in.PER_LOGIN, "login; only wrong passwords count"),
        rated(sign_in.PER_ADDRESS, "address; only wrong passwords count"),
        rated(sign_in.PER_RESET, "address"),
        rated(confirming.MAILS, "account"),
        rated(sign_up.PER_ADDRESS, "address"),
        rated(joining.LIMIT, "address"),
        rated(apps.PER_ADDRESS, "address"),
        Row("Lines of streaming", f"{DEFAULTS.streaming_per_address} open", "address", "429",
            "FOLKMOOT_STREAMING_PER_ADDRESS"),
        Row("Channels of a WebSocket", str(socket.MOST_CHANNELS), "line", "the next one is refused"),
        Row("Events that wait for a slow reader", str(lines.MOST_WAITING), "line", "the line is closed; it comes back"),
    ),
)  # fmt: skip
FILES = Section(
    "Files",
    "What is refused is not kept. What belongs to no post is deleted after a day.",
    (
        Row("A picture", size(DEFAULTS.image_limit), "file", NOW, "FOLKMOOT_IMAGE_LIMIT"),
        Row("A video or sound", size(DEFAULTS.video_limit), "file", NOW, "FOLKMOOT_VIDEO_LIMIT"),
        Row("Pixels", f"{pictures.MOST_PIXELS:,}, {pictures.LONGEST_SIDE:,} on a side", "picture",
            "refused by its header, before a pixel is decoded"),
        Row("Pixels kept", f"{pictures.LARGEST_ORIGINAL:,} on a side, {pictures.LARGEST_SMALL:,} of the preview",
            "picture", "it is made smaller"),
        Row("Moving pictures", f"{pictures.MOST_FRAMES} frames, {pictures.MOST_MOVING_PIXELS:,} pixels in all",
            "picture", NOW),
        Row("Pictures decoded at once", "2", "process", "the next one waits"),
        Row("Files", f"{DEFAULTS.uploads_per_hour:,} in 1 hour", "account", LATER, "FOLKMOOT_UPLOADS_PER_HOUR"),
        Row("Bytes of files", f"{size(DEFAULTS.uploads_per_day)} in 1 day", "account", LATER,
            "FOLKMOOT_UPLOADS_PER_DAY"),
        Row("Files of a post", str(MOST_MEDIA), "post", NOW, models=("media.Media", "media.MediaHash")),
        Row("Words about a file", f"{uploading.LONGEST_DESCRIPTION:,} characters", "file", NOW),
        Row("Pictures of profiles", "those that a profile shows", "account", "others go after a day",
            models=("media.ProfileFile",)),
        Row("The large files of pictures in posts", "kept for ever", "site",
            "beyond the days of the setting the preview stands for them", "FOLKMOOT_ORIGINALS_DAYS"),
        Row("A custom emoji", f"{size(emojis.LARGEST_UPLOAD)}, kept with {size(emojis.LARGEST_KEPT)}", "emoji", NOW),
        Row("An archive that is brought along", size(DEFAULTS.archive_limit), "archive", NOW,
            "FOLKMOOT_ARCHIVE_LIMIT"),
        Row("What an archive holds", f"{boxes.MOST_ENTRIES:,} files, {size(boxes.MOST_TEXT)} of texts", "archive", NOW),
        Row("A CSV file", size(csvs.MOST), "file", NOW),
        Row("A bank of hashes", size(hashes._LARGEST), "file of an operator", NOW),  # noqa: SLF001 - it acts
        Row("A policy to try", size(policy_pages._MOST_BYTES), "file of an operator", NOW),  # noqa: SLF001 - it acts
        Row("What waits in no post", lasting(timedelta(days=1)), "file", "it is deleted"),
    ),
)  # fmt: skip

"""What a process keeps in memory, and what the disk has room for."""

from folkmoot.domains.feed.reach import tally
from folkmoot.domains.residency import keys
from folkmoot.infra.limits import shared
from folkmoot.infra.room.types import Mark
from folkmoot.wiring.fastlane import cards, frames
from folkmoot.wiring.limits.types import DEFAULTS, Row, Section, size

_LEAST = "what was used least lately goes"

MEMORY = Section(
    "Memory",
    "Every cache has a bound. Those that hold one value for each language, template or file of the program have as "
    "many as there are of these.",
    (
        Row("Keys of persons, opened", f"{keys._CACHE_SIZE:,}", "process", _LEAST),  # noqa: SLF001 - it acts
        Row("Counts of who was shown what", f"{tally.MOST_WAITING:,}", "process", "they are written at once"),
        Row("Subjects that are counted against rates", f"{shared.SUBJECTS:,}", "process",
            "the lowest count of a group of eight makes room"),
        Row("Patterns, hosts, addresses, prints", "4,096 of each at the most", "process", _LEAST),
        Row("Keys of what is counted", "16,384", "process", _LEAST),
        Row("What stands around the posts of first pages", f"{frames.MOST_KEPT:,}", "process", "the oldest goes"),
        Row("Posts as they stand on pages", f"{cards.MOST_CARDS:,}", "process", "the oldest goes"),
        Row("Trends", "50 languages", "process", _LEAST),
    ),
)  # fmt: skip
ROOM = Section(
    "The disk",
    "Per cent of FOLKMOOT_DISK_BUDGET, or of what the disk of the data folder has; never of the reserve "
    f"({size(DEFAULTS.disk_reserve)}, FOLKMOOT_DISK_RESERVE), which stays for a backup. The worker measures every "
    "minute at most. From each mark on, what stands at it and before it holds; reading never stops, and with room all "
    "works again by itself.",
    (
        Row(f"{int(Mark.TOLD)} %", "", "operators", "are told: a banner on every page, the page of storage, `doctor`"),
        Row(f"{int(Mark.LEAN)} %", "", "members",
            "archives that were made a day ago go, and uploads in no post after two hours; no archives are made or "
            "taken in, no videos and sounds; the composer says so, the instance document has `video_size_limit` 0"),
        Row(f"{int(Mark.NO_FILES)} %", "", "members",
            "no files are taken in: 507 with a sentence; `image_size_limit` is 0"),
        Row(f"{int(Mark.NOBODY_NEW)} %", "", "strangers", "nobody joins, no app registers; `registrations` says so"),
        Row(f"{int(Mark.FULL)} %", "", "members",
            "nothing is published: 507 with a sentence; reading, signing in, reporting, deciding and deleting go on"),
    ),
)  # fmt: skip

"""The rows of the authorisation table for those who run the community.

The account is a page that Ana manages; what is blocked and announced is Olga's.
"""

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.community import api as community
from tests import cast

_IN = "sign in"
_OK, _GO, _NO, _NONE = 200, 302, 403, 404
_STAFF = (_IN, _NO, _NO, _NO, _OK, _OK)
_STAFF_GO = (_IN, _NO, _NO, _NO, _GO, _GO)
_STAFF_NONE = (_IN, _NO, _NO, _NO, _NONE, _NONE)
_OPERATOR = (_IN, _NO, _NO, _NO, _NO, _OK)
_OPERATOR_GO = (_IN, _NO, _NO, _NO, _NO, _GO)
_OPERATOR_NONE = (_IN, _NO, _NO, _NO, _NO, _NONE)

ROWS: dict[str, tuple[str, tuple[int | str, ...], dict[str, str]]] = {
    "console/setup": ("get", _OPERATOR, {}),
    "console/setup/mark": ("post", _OPERATOR_GO, {"do": "key-copied"}),
    "console/people": ("get", _STAFF, {}),
    "console/people/<id:account_id>": ("get", _STAFF, {}),
    "console/people/<id:account_id>/act": ("post", _STAFF_NONE, {"do": "sign-out"}),
    "console/people/<id:account_id>/role": ("post", _OPERATOR_NONE, {"role": "moderator"}),
    "console/people/<id:account_id>/look": ("post", _STAFF_NONE, {"reason": "asked"}),
    "console/people/<id:account_id>/decide": ("post", _STAFF_GO, {"choice": "harassment:remove"}),
    "console/roles": ("get", _OPERATOR, {}),
    "console/announcements": ("get", _OPERATOR, {}),
    "console/announcements/<id:announcement_id>": ("get", _OPERATOR, {}),
    "console/announcements/<id:announcement_id>/remove": ("post", _OPERATOR_GO, {}),
    "console/emojis": ("get", _OPERATOR, {}),
    "console/emojis/<id:emoji_id>": ("post", _OPERATOR_NONE, {"do": "remove"}),
    "console/blocks": ("get", _OPERATOR, {}),
    "console/blocks/<str:kind>/add": ("post", _OPERATOR_GO, {"names-name": "mayor"}),
    "console/blocks/<id:block_id>/lift": ("post", _OPERATOR_GO, {}),
    "console/jobs": ("get", _OPERATOR, {}),
    "console/jobs/<id:job_id>/retry": ("post", _OPERATOR_GO, {}),
    "console/jobs/retry": ("post", _OPERATOR_GO, {"kind": "feed.fan_out"}),
    "console/storage": ("get", _OPERATOR, {}),
    "console/health": ("get", _OPERATOR, {}),
}


def parts() -> dict[str, object]:
    """What their addresses name."""
    olga = cast.olga().viewer
    return {
        "<id:announcement_id>": community.make_announcement(olga, text="Market day").id,
        "<id:block_id>": accounts.block_name(olga, name="postbox").id,
        "<id:emoji_id>": 1,
        "<str:kind>": "names",
    }

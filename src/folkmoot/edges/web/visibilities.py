"""For whom a post is, in words."""

from django.utils.translation import gettext_lazy as _

from folkmoot.domains.posts.api import Visibility

VISIBILITIES = (
    (Visibility.PUBLIC, _("Everybody")),
    (Visibility.UNLISTED, _("Everybody, but not in lists")),
    (Visibility.FOLLOWERS, _("Followers")),
    (Visibility.FRIENDS, _("Friends")),
    (Visibility.DIRECT, _("Only people named here")),
)

"""The addresses of members' pages."""

from django.urls import URLPattern, path

from folkmoot.edges.web.pages import joining, managed, own, site
from folkmoot.infra.http import converters as _converters  # noqa: F401 - registers <id:> and <acct:>

_JOINING = [
    path("sign-up", joining.sign_up),
    path("sign-in", joining.sign_in),
    path("sign-out", joining.sign_out),
    path("waiting", joining.waiting),
    path("confirm/<str:token>", joining.confirm),
    path("reset", joining.reset),
    path("reset/<str:token>", joining.new_password),
]

_SITE = [path(name, site.site_page, {"name": name}) for name in ("about", "terms", "privacy", "imprint")]

_OWN = [
    path("menu", own.menu),
    path("settings/profile", own.profile),
    path("settings/account", own.account),
    path("settings/erase", own.erase),
    path("settings/sessions", own.sessions),
    path("settings/sessions/revoke", own.revoke_session),
    path("settings/invitations", own.invitations),
    path("settings/invitations/<id:invitation_id>/withdraw", own.withdraw_invitation),
    path("settings/pages", managed.managed),
    path("settings/pages/<id:account_id>", managed.managers),
    path("settings/pages/<id:account_id>/managers/<id:person_id>/remove", managed.remove_manager),
]

urlpatterns: list[URLPattern] = [*_JOINING, *_SITE, *_OWN]

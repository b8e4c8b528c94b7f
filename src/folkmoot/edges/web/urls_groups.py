"""The addresses of groups. A group's own page is `/@name`, like anybody's."""

from django.urls import URLPattern, path

from folkmoot.edges.web.pages import group_people, group_reports, groups, people

urlpatterns: list[URLPattern] = [
    path("groups", groups.overview),
    path("groups/make", groups.make),
    path("groups/<id:group_id>/do", groups.act),
    path("groups/<id:group_id>/edit", groups.edit),
    path("groups/<id:group_id>/close", groups.close),
    path("groups/<id:group_id>/people", group_people.people),
    path("groups/<id:group_id>/people/<id:account_id>", group_people.change),
    path("groups/<id:group_id>/people/<id:account_id>/remove", group_people.remove),
    path("groups/<id:group_id>/reports", group_reports.reports),
    path("@<acct:acct>/members", people.profile, {"tab": "members"}),
]

"""The addresses of events and their calendars."""

from django.urls import URLPattern, path

from folkmoot.edges.web.pages import calendars, events
from folkmoot.edges.web.sharing.crawlers import unindexed

urlpatterns: list[URLPattern] = [
    path("events", events.overview),
    path("events/new", events.make),
    path("events/calendar", calendars.address),
    path("events/mine/<str:token>.ics", unindexed(calendars.mine)),
    path("events/of/<id:post_id>", events.of_post),
    path("events/<id:event_id>", events.show),
    path("events/<id:event_id>.ics", calendars.one),
    path("events/<id:event_id>/edit", events.edit),
    path("events/<id:event_id>/cancel", events.cancel),
    path("events/<id:event_id>/answer", events.answer),
]

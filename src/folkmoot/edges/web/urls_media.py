"""The addresses of files."""

from django.urls import path

from folkmoot.edges.web.views import media

urlpatterns = [path("media/<str:key>", media.file, name="media-file")]

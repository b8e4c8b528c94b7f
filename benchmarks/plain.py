"""The site without its fast lane: what its answers must equal, byte for byte."""

from folkmoot.wiring.wsgi import plain as application

__all__ = ["application"]

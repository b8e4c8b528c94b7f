"""Streaming: what happens reaches clients that hold a line open, as server-sent events or by WebSocket.

One small ASGI process reads the live log (`infra.live`), asks the domains who may see what, has it presented by
whoever `wiring.asgi` names, and writes it to the lines. It keeps nothing: a client that comes again says how far it
has read.
"""

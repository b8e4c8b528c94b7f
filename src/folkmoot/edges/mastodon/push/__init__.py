"""Web Push (RFC 8030): what a person is told also reaches a device on which no app runs, by way of its push service.

This edge owns the table of subscriptions: each hangs on one token and ends with it. The words are encrypted for the
device (RFC 8291), and the site shows the push service by a signature who it is (VAPID, RFC 8292).
"""

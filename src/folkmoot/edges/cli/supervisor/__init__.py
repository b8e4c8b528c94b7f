"""Keeps the processes of a site alive, and stops them together."""

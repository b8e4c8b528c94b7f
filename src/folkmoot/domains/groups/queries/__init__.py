"""Bulk reads of groups and their members."""

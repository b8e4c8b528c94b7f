"""Folkmoot: a social network that a community runs for itself, with its rules in the open."""

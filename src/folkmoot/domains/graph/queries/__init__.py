"""Reads of the graph, in bulk."""

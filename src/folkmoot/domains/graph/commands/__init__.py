"""The verbs of graph, one file each."""

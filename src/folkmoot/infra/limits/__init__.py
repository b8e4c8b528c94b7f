"""How often something may happen in a while, counted across processes. Keys are keyed hashes, never addresses."""

"""A text classifier: it proposes, and a person decides."""

"""`folkmoot backup` and `folkmoot restore`: the order of the steps, and what the operator is told."""

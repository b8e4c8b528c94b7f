"""The policy as data: read, checked, compiled, evaluated. Pure: a file and facts in, problems and matches out."""

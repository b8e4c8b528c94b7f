"""A later version of the site, for tests: one migration more."""

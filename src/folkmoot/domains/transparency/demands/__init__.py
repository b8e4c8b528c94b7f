"""Demands by states: registered, answered, sealed while a law says so, opened afterwards."""

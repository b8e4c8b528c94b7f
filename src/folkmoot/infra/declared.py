"""Tables and columns that a domain lets the fast lane read, as data that a test compares with its models."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Declared:
    """`model` in Django's words ("posts.Post"). A column that is not in `columns` may not be read."""

    model: str
    table: str
    columns: tuple[str, ...]

    def listed(self, alias: str) -> str:
        """The columns for a SELECT, in their order."""
        return ", ".join(f"{alias}.{column}" for column in self.columns)

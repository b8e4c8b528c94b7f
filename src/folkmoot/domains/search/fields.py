"""The one place that speaks the SQL of one database: a column of words, and how it is asked."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import Lookup
from django.db.models.sql.compiler import SQLCompiler
from typing_extensions import override

from folkmoot.domains.search.expressions import as_tsvector, for_fts5, for_tsquery

if TYPE_CHECKING:
    _Field = models.Field[Any, Any]
    _Lookup = Lookup[Any]
else:
    _Field, _Lookup = models.Field, Lookup


class WordsField(_Field):
    """Words and marks of a document, written as a sequence and never read: a tsvector, or the text of an FTS5 table."""

    @override
    def deconstruct(self) -> Any:
        """For migrations, which import no code of ours, it is a text; the first one makes the tables in SQL."""
        name, _, arguments, keywords = super().deconstruct()
        return name, "django.db.models.TextField", arguments, keywords

    @override
    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_placeholder(self, _value: Any, _compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> str:
        return "%s::tsvector" if connection.vendor == "postgresql" else "%s"

    @override
    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> str:
        return as_tsvector(tuple(value)) if connection.vendor == "postgresql" else " ".join(value)


@WordsField.register_lookup
class Holds(_Lookup):
    """`filter(words__holds=Expression(…))`."""

    lookup_name = "holds"
    prepare_rhs = False

    @override
    def get_db_prep_lookup(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        asked = for_tsquery(value) if connection.vendor == "postgresql" else for_fts5(value)
        return "%s", [asked]

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        column, _ = self.process_lhs(compiler, connection)
        placeholder, asked = self.process_rhs(compiler, connection)
        return f"{column} MATCH {placeholder}", list(asked)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        column, _ = self.process_lhs(compiler, connection)
        placeholder, asked = self.process_rhs(compiler, connection)
        return f"{column} @@ {placeholder}::tsquery", list(asked)

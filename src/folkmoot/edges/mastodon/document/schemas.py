"""JSON Schema of the types of the wire."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from folkmoot.edges.mastodon.incoming import Id, Upload

Schema = dict[str, Any]

_PLACE = "#/components/schemas/"
_LONG = re.compile(r"folkmoot\.edges\.mastodon\.(?:endpoints|wire)\.")
_ID = {"type": "string", "pattern": "^[0-9]{1,19}$", "examples": ["109348293847293847"]}


class Schemas:
    """The schemas of several types, which share their components."""

    def __init__(self, kinds: Iterable[Any]) -> None:
        self._kinds = list(dict.fromkeys(kinds))
        made = msgspec.json.schema_components(self._kinds, schema_hook=_own, ref_template=f"{_PLACE}{{name}}")
        self._schemas: list[Schema]
        self.components: Schema
        self._schemas, self.components = _shortened(made)

    def of(self, kind: Any) -> Schema:
        """The schema of one of the types: most often a reference to a component."""
        return self._schemas[self._kinds.index(kind)]

    def one_of(self, kinds: Sequence[Any]) -> Schema:
        return self.of(kinds[0]) if len(kinds) == 1 else {"anyOf": [self.of(kind) for kind in kinds]}

    def properties(self, kind: type[msgspec.Struct]) -> tuple[Schema, frozenset[str]]:
        """The fields of a struct by name, and which of them must come."""
        schema = self.components[self.of(kind)["$ref"].removeprefix(_PLACE)]
        return schema["properties"], frozenset(schema.get("required", ()))

    def keep_only_used(self, document: Any) -> None:
        """Drop the components to which nothing in the document leads."""
        used: set[str] = set()
        found = _named_in(document)
        while found:
            used |= found
            found = _named_in([self.components[name] for name in found]) - used
        self.components = {name: self.components[name] for name in sorted(used)}


def _own(kind: type) -> Schema:
    if kind is Id:
        return dict(_ID)
    if kind is Upload:
        return {"type": "string", "format": "binary"}
    raise NotImplementedError(kind)


def _shortened(made: Any) -> Any:
    """Where two structs have one name msgspec names both by their module: the last part of that says enough."""
    return msgspec.json.decode(_LONG.sub("", msgspec.json.encode(made).decode()))


def _named_in(part: Any) -> set[str]:
    text = msgspec.json.encode(part).decode()
    return set(re.findall(rf'"{_PLACE}([^"]+)"', text))

"""What clients send: JSON, a form or a multipart form, with arrays as `a[]` and objects as `a[b]`."""

import functools
import re
from collections.abc import Iterable, Mapping
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin

import msgspec
from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from folkmoot.edges.mastodon.errors import Malformed
from folkmoot.kernel.errors import Invalid, NotFound
from folkmoot.kernel.ids import parse_id

if TYPE_CHECKING:
    Upload = UploadedFile[bytes]
else:  # the published types know it as generic, Django itself does not
    Upload = UploadedFile

Form = TypeVar("Form", bound=msgspec.Struct)
Fields = dict[str, Any]

_DEEPEST = 4
_MOST_FIELDS = 1000
_KEY = re.compile(r"\[([^\[\]]*)\]")
_PATH = re.compile(r" - at `\$\.?(.*)`$")


class Id(int):
    """An id as clients write it, as text or as a number. Anything else is the id of nothing: NotFound."""

    __slots__ = ()


def fields_of(request: HttpRequest) -> Fields:
    """Everything that a request says in its address and its body; the body wins. Raises Malformed."""
    found = _nested(_pairs(request.GET.lists()))
    if request.method in {"POST", "PUT", "PATCH", "DELETE"}:
        found |= _body(request)
    try:
        cleaned: Fields = _without_nul(found)
    except RecursionError as error:
        raise Malformed("Error occurred while parsing request parameters") from error
    return cleaned


def into(fields: Fields, form: type[Form]) -> Form:
    """The fields as a typed struct; unknown ones are left out. Raises Invalid, naming the first wrong field."""
    try:
        return msgspec.convert(_shaped(fields, form), form, strict=False, dec_hook=_decoded)
    except msgspec.ValidationError as error:
        text = str(error)
        place = _PATH.search(text)
        name = place[1] if place else ""
        raise Invalid(f"{name or 'The request'}: {_PATH.sub('', text)}", field=name) from error


def _body(request: HttpRequest) -> Fields:
    try:
        return _parsed_body(request)
    except (MultiPartParserError, SuspiciousOperation, UnreadablePostError) as error:
        raise Malformed("Error occurred while parsing request parameters") from error


def _parsed_body(request: HttpRequest) -> Fields:
    kind = (request.content_type or "").lower()
    if kind == "application/json":
        return _json(request.body)
    if request.method == "POST" or kind not in {"multipart/form-data", "application/x-www-form-urlencoded"}:
        return _nested(_pairs(request.POST.lists())) | dict(request.FILES.items())
    return _late_form(request)


def _json(body: bytes) -> Fields:
    if not body.strip():
        return {}
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed("Error occurred while parsing request parameters") from error
    if not isinstance(found, dict):
        raise Malformed("Error occurred while parsing request parameters")
    return found


def _late_form(request: HttpRequest) -> Fields:
    """Django reads the forms of POST only; PUT and PATCH bring pictures of profiles and descriptions of media."""
    request.method, method = "POST", request.method
    try:
        request._load_post_and_files()  # noqa: SLF001 - the one reader that Django has
    finally:
        request.method = method
    return _nested(_pairs(request.POST.lists())) | dict(request.FILES.items())


def _pairs(lists: Iterable[tuple[str, list[Any]]]) -> list[tuple[str, Any]]:
    return [(name, value) for name, values in lists for value in values]


def _nested(pairs: list[tuple[str, Any]]) -> Fields:
    """`[("a[]", 1), ("a[]", 2), ("b[c]", 3)]` as `{"a": [1, 2], "b": {"c": 3}}`."""
    found: Fields = {}
    for name, value in pairs[:_MOST_FIELDS]:
        base, bracket, _ = name.partition("[")
        keys = _KEY.findall(name[len(base) :]) if bracket else []
        if len(keys) <= _DEEPEST:
            _place(found, [base, *keys], value)
    return found


def _place(where: Fields, keys: list[str], value: object) -> None:
    key, *rest = keys
    if not rest:
        where[key] = value
    elif rest[0] == "":
        kept = where.setdefault(key, [])
        if isinstance(kept, list):
            _append(kept, rest[1:], value)
    else:
        inner = where.setdefault(key, {})
        if isinstance(inner, dict):
            _place(inner, rest, value)


def _append(kept: list[Any], keys: list[str], value: object) -> None:
    """`a[][b]` belongs to the last object of the list, or to a new one where that has a `b` already."""
    if not keys:
        kept.append(value)
        return
    if not kept or not isinstance(kept[-1], dict) or keys[0] in kept[-1]:
        kept.append({})
    _place(kept[-1], keys, value)


def _shaped(value: object, kind: Any) -> Any:
    """Lists where lists are wanted: of one value, or numbered as `a[0]`; nothing where a form sent an empty field."""
    kind = _wanted(kind)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and isinstance(value, Mapping):
        types = _types(kind)
        return {
            name: _shaped(part, types[name])
            for name, part in value.items()
            if name in types and not (part == "" and _wanted(types[name]) is not str)
        }
    if get_origin(kind) is list:
        parts = list(value.values()) if isinstance(value, Mapping) else value
        parts = parts if isinstance(parts, list) else [parts]
        return [_shaped(part, get_args(kind)[0]) for part in parts]
    return value


@functools.cache
def _types(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """The fields of a struct, by the names that clients give them."""
    return {field.encode_name: field.type for field in msgspec.structs.fields(kind)}


def _wanted(kind: Any) -> Any:
    """The type itself, without the None beside it."""
    if get_origin(kind) in {Union, UnionType}:
        return next((part for part in get_args(kind) if part is not type(None)), kind)
    return kind


def _decoded(kind: type[Any], value: Any) -> Any:
    if kind is Id:
        number = parse_id(str(value))
        if number is None:
            raise NotFound("not an id")
        return Id(number)
    if isinstance(value, kind):
        return value
    raise ValueError(f"Expected a {kind.__name__}")


def _without_nul(value: Any) -> Any:
    """PostgreSQL has no place for the character 0, and nobody means it."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, list):
        return [_without_nul(part) for part in value]
    if isinstance(value, dict):
        return {str(name).replace("\0", ""): _without_nul(part) for name, part in value.items()}
    return value

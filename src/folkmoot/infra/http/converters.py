"""Parts of addresses, typed. What does not convert matches no route, so it is answered "not found"."""

from django.urls import register_converter

from folkmoot.kernel.ids import parse_id


class IdConverter:
    regex = "[0-9]{1,19}"

    def to_python(self, value: str) -> int:
        found = parse_id(value)
        if found is None:
            raise ValueError(value)
        return found

    def to_url(self, value: int) -> str:
        return str(value)


class AcctConverter:
    """`ana`, or `ben@other.example`, as in /@ana."""

    regex = "[A-Za-z0-9_]{1,30}(?:@[A-Za-z0-9.:-]{1,255})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(IdConverter, "id")
register_converter(AcctConverter, "acct")

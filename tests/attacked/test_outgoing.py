"""What this site asks of other machines goes through the one safe client, and that client is not led inside."""

import ast
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from folkmoot.infra import fetching
from folkmoot.infra.fetching import FetchError, Target, check_address, fetch_json
from tests.architecture.source import ROOT
from tests.infra.test_fetching import Net, Reply

_NETWORK = frozenset({
    "httpx", "requests", "urllib3", "aiohttp", "urllib.request", "http.client", "socket", "asyncio.streams", "smtplib",
    "ftplib", "imaplib", "poplib", "telnetlib", "xmlrpc.client", "paramiko", "socks", "pycurl", "websockets",
})  # fmt: skip
#: Who may speak to the network, and why what they ask comes from nobody else.
_MAY = {
    "infra/fetching.py": "the safe client itself",
    "edges/cli/supervisor/supervisor.py": "asks its own processes whether they answer",
    "edges/cli/supervisor/notify.py": "tells systemd by a socket of this machine",
    "edges/cli/commands/run.py": "looks whether a port of this machine is free",
    "edges/cli/verify_log.py": "runs on the machine of whoever verifies, who types the address",
}
_SOURCE = ROOT / "src" / "folkmoot"
_ask_system = socket.getaddrinfo


@pytest.fixture
def only_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's own resolver, for every notation of a number that it knows; no name is asked of anybody."""

    def look_up(host: str, port: int, **more: Any) -> Any:
        number = {"localhost": "127.0.0.1"}.get(host.lower().rstrip("."), host.rstrip("."))
        return _ask_system(number, port, flags=socket.AI_NUMERICHOST, **more)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            yield from (str(one.value) for one in node.args if isinstance(one, ast.Constant))


def test_nothing_speaks_to_the_network_but_the_safe_client() -> None:
    found = {str(file.relative_to(_SOURCE)) for file in _SOURCE.rglob("*.py") if _NETWORK & set(_imports(file))}
    assert found == set(_MAY)


def test_mail_goes_out_in_one_place() -> None:
    found = {str(file.relative_to(_SOURCE)) for file in _SOURCE.rglob("*.py") if "django.core.mail" in _imports(file)}
    assert found == {"infra/mail.py"}


@pytest.mark.enable_socket
@pytest.mark.usefixtures("only_numbers")
@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "0", "0.0.0.1",
    "127.0.0.1.", "localhost", "localhost.", "LOCALHOST", "\u2460\u2461\u2466.\u24ea.\u24ea.\u2460",
    "127\u30020\u30020\u30021",
        "\uff11\uff12\uff17.0.0.1", "10.1", "0xa9fea9fe", "2852039166", "169.254.169.254", "100.64.0.1", "224.0.0.1",
        "240.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.0.1", "192.0.2.1", "[::]", "[::1]", "[0:0:0:0:0:0:0:1]",
    "[::127.0.0.1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:a9fe:a9fe]", "[::ffff:0:7f00:1]", "[fe80::1]",
    "[fd00::1]",
        "[fec0::1]", "[ff02::1]", "[2002:7f00:1::]", "[2002:a9fe:a9fe::]", "[64:ff9b::7f00:1]", "[64:ff9b::a00:1]",
        "[64:ff9b:1::a00:1]", "[2001::1]", "[2001:db8::1]", "[100::1]",
    ],
)  # fmt: skip
def test_no_notation_of_an_inner_address_is_asked(host: str) -> None:
    asked: list[Target] = []

    @contextmanager
    def note(target: Target) -> Iterator[Any]:
        asked.append(target)
        yield Reply()

    with pytest.raises(FetchError):
        fetch_json(f"https://{host}/latest/meta-data", transport=note)
    assert asked == []


@pytest.mark.enable_socket
@pytest.mark.usefixtures("only_numbers")
def test_a_public_number_is_asked() -> None:
    net = Net(Reply())
    fetch_json("https://0x5db8d80e/", transport=net.connect)
    assert net.asked[0].address == "93.184.216.14"


@pytest.mark.parametrize(
    "url",
    [
    "https://10.0.0.5/", "https://[::1]/", "https://[::ffff:10.0.0.1]/", "gopher://a/", "https://a:22/",
    "https://a@b/",
    "https://\x00/", "https://a\u2028b/", "//a/", "https:a", "https:///a", "https://%31%32%37.0.0.1:0/", "HTTP://a/",
    ],
)  # fmt: skip
def test_an_address_that_could_never_be_fetched_is_not_even_kept(url: str) -> None:
    with pytest.raises(FetchError):
        check_address(url)


@pytest.mark.parametrize(
    "inner",
    ["https://127.0.0.1/", "https://2130706433/", "https://[::ffff:7f00:1]/", "//[::1]/", "https://inside.example./"],
)
@pytest.mark.enable_socket
@pytest.mark.usefixtures("only_numbers")
def test_no_redirect_leads_inside(inner: str) -> None:
    net = Net(Reply(status=307, headers={"Location": inner}), Reply(), **{"inside.example.": ["10.0.0.5"]})
    real = net.resolve
    net.resolve = lambda host: real(host) if "example" in host else fetching.resolve(host)  # type: ignore[method-assign]
    with pytest.raises(FetchError):
        net.fetch()
    assert [target.host for target in net.asked] == ["facts.example"]


def test_a_name_that_changes_its_mind_is_asked_where_it_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])
    connected: list[object] = []

    def refuse(address: object, _timeout: float) -> None:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", refuse)
    with pytest.raises(FetchError):
        fetch_json("https://turning.example/", resolver=lambda _host: next(answers))
    assert connected == [("93.184.215.14", 443)]


def test_one_inner_address_among_several_is_enough_to_refuse() -> None:
    net = Net(**{"facts.example": ["93.184.215.14", "10.0.0.1", "93.184.215.15"]})
    with pytest.raises(FetchError):
        net.fetch()


def test_the_certificate_is_checked_for_the_host_that_was_named() -> None:
    connection = fetching._Pinned(Target("93.184.215.14", "facts.example", "/", {}, 0.0))
    context = connection._context  # type: ignore[attr-defined]  # the library's own
    assert (context.check_hostname, context.verify_mode.name) == (True, "CERT_REQUIRED")

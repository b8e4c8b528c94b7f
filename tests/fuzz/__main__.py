"""`make fuzz`: atheris on every parser, in turn: `python -m tests.fuzz [SECONDS] [TARGET …]`, so long for each.

Each target runs in a process of its own, led by which lines of the parsers it reached. What breaks is written to
`build/fuzz`; once it is mended, its file goes into `tests/fuzz/corpus/TARGET`, where every test run tries it.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

_LONGEST = 65_536
_FOUND = Path("build") / "fuzz"
_CORPUS = Path(__file__).parent / "corpus"


def main(arguments: list[str]) -> int:
    """The number of targets that broke."""
    if arguments[:1] == ["--one"]:
        return _one(arguments[1], arguments[2:])
    seconds = int(arguments[0]) if arguments else 60
    broken = [name for name in arguments[1:] or _names() if _run(name, seconds)]
    sys.stdout.write(f"Broken: {', '.join(broken)}; see {_FOUND}\n" if broken else "Nothing broke.\n")
    return len(broken)


def _names() -> list[str]:
    _set_up()
    from tests.fuzz.targets import TARGETS

    return sorted(TARGETS)


def _run(name: str, seconds: int) -> int:
    """The exit code of one target's process."""
    sys.stdout.write(f"== {name}, {seconds} seconds\n")
    sys.stdout.flush()
    _FOUND.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as grown:
        options = [grown, f"-max_total_time={seconds}", f"-max_len={_LONGEST}", "-timeout=20", "-rss_limit_mb=3000"]
        kept = [str(_CORPUS / name)] if (_CORPUS / name).is_dir() else []
        command = [sys.executable, "-m", "tests.fuzz", "--one", name, *options, *kept]
        command += [f"-artifact_prefix={_FOUND}/{name}-", "-verbosity=0", "-print_final_stats=0"]
        return subprocess.run(command, check=False).returncode


def _one(name: str, options: list[str]) -> int:
    import atheris

    with atheris.instrument_imports(include=["folkmoot", "yaml", "markdown_it", "linkify_it", "json", "email"]):
        _set_up()
        from tests.fuzz.targets import SEEDS, TARGETS

    for number, seed in enumerate(SEEDS.get(name, ())):
        (Path(options[0]) / f"seed-{number}").write_bytes(seed)
    atheris.Setup([sys.argv[0], *options], TARGETS[name])
    atheris.Fuzz()
    return 0


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

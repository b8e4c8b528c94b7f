"""Two curves over the days, as an SVG that reads on light and on dark ground, by eye and by screen reader."""

from collections.abc import Sequence
from html import escape

from folkmoot.edges.cli.simulate.outcome import Outcome
from folkmoot.edges.cli.simulate.world import HOURS_A_DAY

_WIDTH, _HEIGHT = 760, 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 76, 190, 48, 44
_READ_ALOUD = 'role="img" aria-labelledby="title description"'
_STYLE = """
    text { font: 14px system-ui, sans-serif; fill: #1f2328 }
    .title { font-size: 16px; font-weight: 600 }
    .grid { stroke: #8c959f; stroke-opacity: .35 }
    .without { stroke: #b3400e } .with { stroke: #0a5fb4; stroke-dasharray: 8 4 }
    .without, .with { fill: none; stroke-width: 3 }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3 } .without { stroke: #ffa06a } .with { stroke: #79b8ff }
    }
"""


def draw(outcome: Outcome) -> str:
    """Views of claims rated false by others, summed up over the days: without the reduction, and with it."""
    without, with_ = (views[:, 1, 0, :].sum(axis=0).cumsum().tolist() for views in (outcome.without, outcome.with_))
    most = max(without[-1], with_[-1], 1)
    change = outcome.false_by_others
    description = (
        f"Two rising curves over {len(without) // HOURS_A_DAY + 1} days. Without the reduction they end at "
        f"{change.without:,} views, with it at {change.with_:,}: a change of {change.percent:.1f} percent."
    )
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" {_READ_ALOUD}>',
        '  <title id="title">Views of claims rated false, by anybody but their authors\' followers</title>',
        f'  <desc id="description">{escape(description)}</desc>',
        f"  <style>{_STYLE}  </style>",
        f'  <text class="title" x="{_LEFT}" y="24">Views of claims rated false, by others than followers</text>',
        *_axes(len(without), most),
        *_curve("without", "without reduction", without, most),
        *_curve("with", "with the reduction", with_, most),
        "</svg>",
        "",
    ])  # fmt: skip


def _curve(kind: str, label: str, values: Sequence[int], most: int) -> list[str]:
    points = " ".join(f"{_x(hour, len(values)):.1f},{_y(value, most):.1f}" for hour, value in enumerate(values))
    end = _y(values[-1], most)
    return [
        f'  <polyline class="{kind}" points="{points}"/>',
        f'  <text x="{_WIDTH - _RIGHT + 8}" y="{end + 1:.1f}">{values[-1]:,}</text>',
        f'  <text x="{_WIDTH - _RIGHT + 8}" y="{end + 18:.1f}">{escape(label)}</text>',
    ]


def _axes(hours: int, most: int) -> list[str]:
    lines = []
    for part in range(5):
        value = most * part / 4
        y = _y(value, most)
        lines.append(f'  <line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        lines.append(f'  <text x="{_LEFT - 8}" y="{y + 5:.1f}" text-anchor="end">{value:,.0f}</text>')
    for day in range(hours // HOURS_A_DAY + 1):
        x = _x(day * HOURS_A_DAY, hours)
        lines.append(f'  <text x="{x:.1f}" y="{_HEIGHT - 16}" text-anchor="middle">day {day + 1}</text>')
    return lines


def _x(hour: int, hours: int) -> float:
    return _LEFT + (_WIDTH - _LEFT - _RIGHT) * hour / max(hours - 1, 1)


def _y(value: float, most: int) -> float:
    return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * value / most

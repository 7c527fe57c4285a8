"""Pictures as SVG: made here, readable without scripts or styles, the same bytes for the same figures."""

from html import escape

from cupel.consultation.artefacts.content import Picture
from cupel.standard.units import GAP

WIDTH, LABELS, NUMBERS, LINE, THICK = 720, 250, 60, 24, 14
LETTERS = 36
"""Letters of a label at most; the table has it whole."""

COPPER, DARK, INK = "#d9a887", "#954614", "#1d1b18"


def bars_svg(picture: Picture) -> str:
    """Bars from the left, a label before and the number behind each; the darker part is ``Bar.part``."""
    most = max((bar.value for bar in picture.bars), default=0) or 1
    height = LINE * len(picture.bars) + 8
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    told = f'role="img" aria-label="{escape(picture.told)}" font-family="sans-serif" font-size="12"'
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" class="counts" {size} {told}>']
    room = WIDTH - LABELS - NUMBERS
    for number, bar in enumerate(picture.bars):
        top = LINE * number + 4
        for value, colour, name in ((bar.value, COPPER, "all"), (bar.part, DARK, "once")):
            length = room * value / most
            parts.append(
                f'<rect class="{name}" x="{LABELS}" y="{top}" width="{length:.1f}" height="{THICK}" fill="{colour}"/>'
            )
        middle, end = top + THICK - 3, LABELS + room * bar.value / most + 6
        parts.append(f'<text x="{LABELS - 8}" y="{middle}" text-anchor="end" fill="{INK}">{_label(bar.label)}</text>')
        shown = f"{bar.value:,}".replace(",", GAP)
        parts.append(f'<text x="{end:.1f}" y="{middle}" fill="{INK}">{shown}</text>')
    return "".join([*parts, "</svg>"])


def _label(text: str) -> str:
    return escape(text if len(text) <= LETTERS else f"{text[: LETTERS - 1]}…")

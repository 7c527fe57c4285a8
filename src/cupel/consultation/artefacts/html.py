"""Contents as one HTML file, whole without network and scripts; the same contents, the same bytes."""

from pathlib import Path

from cupel.consultation.artefacts.content import Content, Paragraph, Picture
from cupel.consultation.artefacts.pictures import bars_svg
from cupel.standard.units import GAP
from cupel.templates import environment


def write_html(content: Content, path: Path) -> None:
    """Write ``content`` as HTML."""
    from markupsafe import Markup

    page = environment("cupel.consultation").get_template("artefact.html")
    text = page.render(
        content=content,
        sort=lambda block: {Paragraph: "paragraph", Picture: "picture"}.get(type(block), "table"),
        svg=lambda picture: Markup(bars_svg(picture)),  # noqa: S704 - our own SVG, every label in it escaped
        number=lambda value: f"{value:,}".replace(",", GAP),
    )
    path.write_text(text, encoding="utf-8")

"""The styles of a standard's document: headings as every word processor knows them, and own ones for clauses."""

from typing import NamedTuple

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from cupel.exchange.docx.xml import element, w
from cupel.exchange.layout import DEEPEST, Part

INK, SOFT, COPPER = (RGBColor.from_string(colour) for colour in ("1D1B18", "5A554C", "954614"))
SERIF, SANS = "Georgia", "Arial"
PART_STYLES: dict[Part, str] = {
    "level": "Clause Level",
    "text": "Clause Text",
    "guidance": "Clause Guidance",
    "rationale": "Clause Rationale",
}
APPARATUS, FACTS = "Apparatus Heading", "Edition Facts"
LABEL, VALUE = "Clause Label", "Parameter Value"
CONTENTS_LEVELS = 2


class Look(NamedTuple):
    """How a paragraph style looks; sizes and spaces in points, ``indent`` in millimetres."""

    size: float
    before: float = 0
    after: float = 4
    indent: float = 0
    colour: RGBColor = INK
    font: str = SERIF
    bold: bool = False
    italic: bool = False


_HEADING_SIZES = (18, 14, 12, 11.5, 11, 11, 11, 11, 11)
_LOOKS = {
    "Normal": Look(10.5),
    "Title": Look(26, after=6),
    "Subtitle": Look(12, after=12, colour=SOFT),
    FACTS: Look(9, after=2, colour=SOFT, font=SANS),
    APPARATUS: Look(16, before=18, after=6, bold=True),
    "Clause Level": Look(8.5, after=2, indent=16, colour=COPPER, font=SANS),
    "Clause Text": Look(10.5, after=4, indent=16),
    "Clause Guidance": Look(9.5, after=3, indent=22, colour=SOFT),
    "Clause Rationale": Look(9.5, after=3, indent=22, colour=SOFT, italic=True),
    "Table Text": Look(8.5, before=1, after=1),
    "Header": Look(8, after=0, colour=SOFT, font=SANS),
    "Footer": Look(8, after=0, colour=SOFT, font=SANS),
}


def style_id(name: str) -> str:
    """The id under which python-docx keeps the style ``name``."""
    return name.replace(" ", "")


def define_styles(document: Document, *, language: str) -> None:
    """Fit the styles of an empty document, in the document's ``language``."""
    for name, look in _LOOKS.items():
        _define(document, name, look)
    for level, size in enumerate(_HEADING_SIZES, start=1):
        _define_heading(document, level, size)
    for level in range(1, DEEPEST + 1):
        entry = _define(document, f"toc {level}", Look(9.5, after=1, indent=8 * (level - 1)))
        entry.paragraph_format.tab_stops.add_tab_stop(Mm(8 * level + 10), WD_TAB_ALIGNMENT.LEFT)
    for name, bold in ((LABEL, True), (VALUE, False)):
        style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        assert isinstance(style, CharacterStyle)
        style.font.color.rgb = COPPER if bold else INK
    outline = document.styles[APPARATUS].element.get_or_add_pPr()
    outline.append(element("outlineLvl", val=0))
    _set_language(document, language)


def _define(document: Document, name: str, look: Look) -> ParagraphStyle:
    if name in document.styles:
        style = document.styles[name]
    else:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc "))
    assert isinstance(style, ParagraphStyle)
    font, layout = style.font, style.paragraph_format
    font.size, font.bold, font.italic, font.color.rgb = Pt(look.size), look.bold, look.italic, look.colour
    _set_font(style, look.font)
    layout.space_before, layout.space_after, layout.left_indent = Pt(look.before), Pt(look.after), Mm(look.indent)
    style.quick_style = True
    return style


def _define_heading(document: Document, level: int, size: float) -> None:
    style = _define(document, f"Heading {level}", Look(size, before=max(18 - 4 * level, 6), after=3, bold=True))
    style.paragraph_format.keep_with_next = True
    style.paragraph_format.left_indent, style.paragraph_format.first_line_indent = Mm(16), Mm(-16)
    style.paragraph_format.tab_stops.add_tab_stop(Mm(16), WD_TAB_ALIGNMENT.LEFT)


def _set_font(style: ParagraphStyle, name: str) -> None:
    fonts = style.element.get_or_add_rPr()._add_rFonts() if style.element.rPr is None else None
    fonts = fonts if fonts is not None else style.element.rPr.get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(w(script), name)


def _set_language(document: Document, language: str) -> None:
    defaults = document.styles.element.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
    for old in defaults.findall(w("lang")):
        defaults.remove(old)
    defaults.append(element("lang", val=language, eastAsia=language, bidi=language))

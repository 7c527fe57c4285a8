"""Word files written by hand, part by part, as somebody else's word processor would."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
AUTHOR = 'w:id="9" w:author="Member" w:date="2026-03-04T05:06:07Z"'

STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="H{level}"><w:name w:val="heading {level}"/>'
    f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
    for level in (1, 2, 3)
)


def docx(*blocks: str, **parts: str) -> bytes:
    """A DOCX file with these blocks in its body, and further parts by their names."""
    found = {"styles": STYLES} | parts
    files = {
        "[Content_Types].xml": _types(found),
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": f"<w:document {W}><w:body>{''.join(blocks)}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations({name: f"{name}.xml" for name in found}),
    } | {f"word/{name}.xml": f"<w:{name} {W}>{content}</w:{name}>" for name, content in found.items()}
    return zipped(files)


def zipped(files: Mapping[str, str]) -> bytes:
    """A zip with these files."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def p(text: str = "", *, style: str = "", number: tuple[int, int] | None = None, more: str = "") -> str:
    """A paragraph; ``number`` is a list and a level of it; ``more`` is XML after the text."""
    listed = f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>' if number else ""
    look = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{look}{listed}</w:pPr>{r(text) if text else ''}{more}</w:p>"


def r(text: str, look: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def h(level: int, text: str) -> str:
    """A heading."""
    return p(text, style=f"H{level}")


def table(*rows: tuple[str, ...], heads: int = 0) -> str:
    """A table; the first ``heads`` rows are repeated on each page."""
    made = []
    for at, row in enumerate(rows):
        look = "<w:trPr><w:tblHeader/></w:trPr>" if at < heads else ""
        made.append(f"<w:tr>{look}{''.join(f'<w:tc>{p(cell)}</w:tc>' for cell in row)}</w:tr>")
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(made)}</w:tbl>"


def levels(*forms: tuple[str, str], key: int = 0, more: Mapping[int, str] | None = None) -> str:
    """A list whose levels have these formats and texts, such as ``("decimal", "%1.")``."""
    made = [
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{(more or {}).get(at, "")}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(forms)
    ]
    return (
        f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>{"".join(made)}</w:abstractNum>'
    )


def num(number: int, key: int = 0, more: str = "") -> str:
    """A use of a list."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{key}"/>{more}</w:num>'


def _types(parts: Mapping[str, str]) -> str:
    overrides = "".join(f'<Override PartName="/word/{n}.xml" ContentType="{MAIN}.{n}+xml"/>' for n in parts)
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN}.document.main+xml"/>{overrides}</Types>'
    )


def _relations(targets: Mapping[str, str]) -> str:
    made = "".join(
        f'<Relationship Id="r{at}" Type="{R}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{made}</Relationships>'

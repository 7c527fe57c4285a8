"""The columns of the ISO/IEC comment template, in order, and what people call them."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache

from rapidfuzz import fuzz

from cupel.consultation.data import Kind
from cupel.messages import _
from cupel.sheets import plain


class Column(StrEnum):
    """Columns in the template's order."""

    AUTHOR = "MB/NC"
    LINE = "Line number"
    CLAUSE = "Clause/Subclause"
    PART = "Paragraph/Figure/Table"
    KIND = "Type of comment"
    TEXT = "Comments"
    CHANGE = "Proposed change"
    OBSERVATIONS = "Observations of the secretariat"


ORDER = tuple(Column)

ALIASES: Mapping[Column, tuple[str, ...]] = {
    Column.AUTHOR: (
        "MB", "member body", "commenter", "name", "organisation", "organization", "company", "submitter", "from",
        "miembro", "organización", "comentarista", "nombre", "empresa", "membre", "organisme", "auteur", "nom",
        "mitglied", "einsprecher", "firma", "autor", "organização", "nome", "成员",
        "提出单位", "单位", "意见提出者", "姓名",
    ),
    Column.LINE: (
        "line", "line no", "número de línea", "línea", "nº de línea", "numéro de ligne", "ligne", "zeile",
        "zeilennummer", "número da linha", "linha", "行号", "行数",
    ),
    Column.CLAUSE: (
        "clause", "subclause", "clause no", "clause number", "section", "section no", "requirement", "reference",
        "article", "criterion", "chapter", "cláusula", "apartado", "sección", "requisito", "capítulo", "exigence",
        "chapitre", "référence", "abschnitt", "kapitel", "ziffer", "anforderung", "seção", "item", "条款", "章条号",
        "条款号", "章节", "标准章条编号",
    ),
    Column.PART: (
        "paragraph", "figure", "table", "para", "párrafo", "figura", "tabla", "párrafo/figura/tabla", "paragraphe",
        "tableau", "alinéa", "absatz", "bild", "absatz/bild/tabelle", "parágrafo", "parágrafo/figura/tabela", "段落",
        "段落/图/表", "段/图/表",
    ),
    Column.KIND: (
        "type", "kind", "kind of comment", "category of comment", "ge/te/ed", "tipo", "tipo de comentario",
        "type de commentaire", "nature", "art", "art des kommentars", "kommentartyp", "tipo de comentário", "类型",
        "意见类型", "意见类别",
    ),
    Column.TEXT: (
        "comment", "comment (justification for change)", "justification", "rationale", "issue", "feedback", "remarks",
        "concern", "comentario", "comentarios", "observación", "justificación", "commentaire", "commentaires",
        "motif", "kommentar", "kommentare", "begründung", "anmerkung", "comentário", "comentários", "justificativa",
        "意见", "评论", "意见内容", "理由", "修改理由",
    ),
    Column.CHANGE: (
        "proposed text", "proposal", "suggested change", "suggestion", "proposed wording", "recommendation",
        "cambio propuesto", "propuesta", "texto propuesto", "modification proposée", "proposition",
        "changement proposé", "änderungsvorschlag", "vorschlag", "vorgeschlagene änderung", "mudança proposta",
        "alteração proposta", "proposta", "建议", "修改建议", "建议修改", "建议的修改",
    ),
    Column.OBSERVATIONS: (
        "observations", "secretariat", "secretariat observations", "disposition", "resolution", "response", "decision",
        "observaciones", "observaciones de la secretaría", "respuesta", "observations du secrétariat", "réponse",
        "bemerkungen des sekretariats", "stellungnahme des sekretariats", "antwort", "observações da secretaria",
        "resposta", "处理意见", "秘书处意见", "答复",
    ),
}  # fmt: skip
"""What headings are called in English, Spanish, French, German, Portuguese and Chinese, beside the template's own."""

KINDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.GENERAL: ("ge", "g", "gen", "general", "général", "générale", "allgemein", "geral", "总体", "一般", "通用"),
    Kind.TECHNICAL: (
        "te", "t", "tech", "technical", "technique", "técnico", "técnica", "technisch", "技术", "substantive",
    ),
    Kind.EDITORIAL: ("ed", "e", "edit", "editorial", "éditorial", "redaktionell", "rédactionnel", "编辑", "编辑性"),
}  # fmt: skip

CODES: Mapping[Kind, str] = {Kind.GENERAL: "ge", Kind.TECHNICAL: "te", Kind.EDITORIAL: "ed"}

SAME, ALIKE = 100.0, 86.0
"""Likeness of a heading to a known word, and the least with which a slip of the pen is taken for it."""

SEEN = 4_096
"""Cells that are remembered: the same headings and types come in every file."""

LONGEST = 80
"""Letters of a heading at most."""

_BRACKETS = re.compile(r"[\(\[（].*?[\)\]）]|[¹²³⁴\d]+$|[*:：]+$")


def titles() -> dict[Column, str]:
    """The headings as written for people."""
    return {
        Column.AUTHOR: _("MB/NC"),
        Column.LINE: _("Line number"),
        Column.CLAUSE: _("Clause/Subclause"),
        Column.PART: _("Paragraph/Figure/Table"),
        Column.KIND: _("Type of comment"),
        Column.TEXT: _("Comments"),
        Column.CHANGE: _("Proposed change"),
        Column.OBSERVATIONS: _("Observations of the secretariat"),
    }


@lru_cache(SEEN)
def known_heading(text: str) -> tuple[Column, float] | None:
    """The column that a heading names, and how like it is to a known word, of :data:`SAME`."""
    keys = {plain(text), plain(_bare(text))} - {""}
    if not keys or len(text) > LONGEST:
        return None
    for key in keys:
        if key in _names():
            return _names()[key], SAME
    parts = {_names().get(plain(part)) for part in re.split(r"[/\n,]", _bare(text))} - {None}
    if len(parts) == 1:
        return next(part for part in parts if part), ALIKE
    likeness = {name: max(fuzz.ratio(key, name) for key in keys) for name in _names()}
    best = max(likeness, key=lambda name: likeness[name])
    return (_names()[best], likeness[best]) if likeness[best] >= ALIKE else None


@lru_cache(SEEN)
def kind_of(text: str) -> Kind | None:
    """The kind that a cell names: by code or word, the first of several; None for another text."""
    words = [plain(word) for word in re.split(r"[\s/,;.()]+", text)]
    return next((_kinds()[word] for word in words if word in _kinds()), None)


@cache
def _names() -> dict[str, Column]:
    return {plain(name): column for column in Column for name in (column, *ALIASES[column])}


@cache
def _kinds() -> dict[str, Kind]:
    return {plain(name): kind for kind, names in KINDS.items() for name in names}


def _bare(text: str) -> str:
    """A heading without what stands in brackets and without the number of a footnote."""
    return _BRACKETS.sub("", text.strip()).strip()

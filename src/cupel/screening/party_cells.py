"""Cells of tables of parties as the engine compares them, and a defect for every cell that cannot be read."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from cupel.chain.intake.cells.codes import text
from cupel.chain.intake.cells.ladder import BLANKS
from cupel.chain.intake.cells.times import date_order
from cupel.chain.intake.sources.source import ROW
from cupel.messages import _
from cupel.screening.identifiers import is_sound
from cupel.screening.lists.countries import country_code
from cupel.screening.lists.dates import Span, span_of
from cupel.screening.lists.schemes import normalised
from cupel.sheets import plain

ROW_LEFT_OUT, CELL_LEFT_OUT, READ_AS_IT_STANDS = "row left out", "cell left out", "read as it stands"
EFFECTS = (ROW_LEFT_OUT, CELL_LEFT_OUT, READ_AS_IT_STANDS)
"""What a defect costs: the row is not screened; the party is screened without the cell; it is screened with it."""

DEFECTS: dict[str, pl.DataType] = {
    ROW: pl.Int64(), "column": pl.String(), "value": pl.String(), "reason": pl.String(), "effect": pl.Enum(EFFECTS),
}  # fmt: skip
VALUE_CHARACTERS = 200
"""How much of a defective cell is kept."""

SEVERAL = ";"
SCHEMES = {
    "lei": "LEI", "imo": "IMO", "registration_no": "registration", "tax_no": "tax", "vat_no": "VAT", "duns": "DUNS",
    "uei": "UEI", "bic": "BIC", "passport_no": "passport", "national_id": "national id",
}  # fmt: skip
"""Columns of numbers and their kind (:data:`cupel.screening.tables.SCHEMES`)."""


@dataclass
class Cells:
    """Rows of one batch (``_row`` and raw headings), the heading of each column, and the defects found so far."""

    raw: pl.DataFrame
    bound: dict[str, str]
    defects: list[pl.DataFrame] = field(default_factory=list)

    def text(self, column: str) -> pl.Series:
        """Cells as text; null where they are empty or say so."""
        if column not in self.bound:
            return pl.Series(column, [None], dtype=pl.String).new_from_index(0, self.raw.height)
        cells = text(self.raw[self.bound[column]].cast(pl.String)).alias(column)
        blank = cells.str.to_lowercase().is_in([word for word in BLANKS if word]).fill_null(False)
        return self.raw.select(pl.when(~blank).then(cells).alias(column)).to_series()

    def tell(self, column: str, bad: pl.Series, reason: str, effect: str) -> None:
        """Note a defect in the rows where ``bad`` holds."""
        if not bad.any():
            return
        heading = self.bound.get(column, column)
        value = self.raw[heading].cast(pl.String) if heading in self.raw.columns else pl.lit(None, pl.String)
        rows = self.raw.select(
            ROW, column=pl.lit(heading), value=value.str.slice(0, VALUE_CHARACTERS), reason=pl.lit(reason),
            effect=pl.lit(effect, DEFECTS["effect"]),
        )  # fmt: skip
        self.defects.append(rows.filter(bad))

    def words(self, column: str, known: "dict[str, str]", reason: str) -> pl.Series:
        """Cells as the codes that ``known`` gives for them."""
        cells = self.text(column)
        codes = cells.replace_strict(known, default=None, return_dtype=pl.String)
        self.tell(column, codes.is_null() & cells.is_not_null(), reason, CELL_LEFT_OUT)
        return codes


def countries(cells: Cells, column: str) -> pl.Series:
    """Country codes of a column."""
    known = {word: code for word in cells.text(column).drop_nulls().unique() if (code := country_code(word))}
    return cells.words(column, known, _("This is no country that ISO 3166 knows; write its code, such as CL."))


def kinds(cells: Cells, known: dict[str, str]) -> pl.Series:
    """Kinds of parties; ``known``: kind by plain word."""
    written = {word: known[plain(word)] for word in cells.text("kind").drop_nulls().unique() if plain(word) in known}
    return cells.words("kind", written, _("It is not known whether this means a person or an organisation."))


def births(cells: Cells) -> pl.DataFrame:
    """``_row, from_date, to_date, precision``; where day and month can be exchanged both readings stand."""
    written = cells.text("birth_date")
    order = date_order(written)
    spans = {word: tuple(_spans(word, order)) for word in written.drop_nulls().unique()}
    known = [word for word, found in spans.items() if found]
    bad = written.is_not_null() & ~written.is_in(known)
    cells.tell("birth_date", bad, _("This is no date of birth; write it as 1970-03-25, or the year."), CELL_LEFT_OUT)
    rows = [(word, *span) for word in known for span in spans[word]]
    table = pl.DataFrame(rows, schema={"birth_date": pl.String, **BIRTH}, orient="row")
    return (
        pl.DataFrame([cells.raw[ROW], written])
        .join(table, on="birth_date", maintain_order="left_right")
        .drop("birth_date")
    )


BIRTH = {"from_date": pl.Date, "to_date": pl.Date, "precision": pl.String}


def _spans(word: str, order: str | None) -> Iterator[Span]:
    orders = {"day-first": (False,), "month-first": (True,), None: (False, True)}[order]
    found = {span for month_first in orders if (span := span_of(word, month_first=month_first))}
    yield from sorted(found, key=lambda span: (span.first, span.last))


def numbers(cells: Cells) -> pl.DataFrame:
    """``_row, scheme, value, normalised``: all numbers; one whose check digits are wrong is told, and kept."""
    parts = [pl.DataFrame(schema={ROW: pl.Int64, "scheme": pl.String, "value": pl.String, "normalised": pl.String})]
    for column, scheme in SCHEMES.items():
        written = cells.text(column)
        if written.null_count() == written.len():
            continue
        table = pl.DataFrame([cells.raw[ROW], written.alias("value")]).drop_nulls("value")
        split = table.with_columns(pl.col("value").str.split(SEVERAL)).explode("value")
        split = split.with_columns(pl.col("value").str.strip_chars()).filter(pl.col("value") != "")
        found = split["value"].to_list()
        told = [normalised(scheme, value) for value in found]
        unsound = split[ROW].filter(pl.Series([is_sound(scheme, value) is False for value in told], dtype=pl.Boolean))
        cells.tell(column, cells.raw[ROW].is_in(unsound.implode()), _("Its check digits are wrong."), READ_AS_IT_STANDS)
        parts.append(split.select(
            ROW, scheme=pl.lit(scheme), value="value", normalised=pl.Series(told, dtype=pl.String)
        ).filter(pl.col("normalised") != ""))  # fmt: skip
    return pl.concat(parts)

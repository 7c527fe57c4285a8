"""Names as words that can be compared: Latin letters, lower case, legal forms set aside.

Unicode NFKC, own corrections of letters, transliteration (anyascii), dots and apostrophes inside words dropped, legal
forms turned into classes, numerals of organisations into numbers.
"""

import re
import unicodedata
from functools import cache

import polars as pl
from anyascii import anyascii
from rapidfuzz import process
from rapidfuzz.distance import Indel

from cupel.screening import knowledge
from cupel.screening.sounds import folded

MOST_TOKENS = 16
"""Words of a name that are compared; what follows is cut."""

MOST_LETTERS = 40
"""Letters of one word that are compared."""

PERSON = "person"
ORGANISATION = "organisation"
FORM = "\u00a7"
"""Marks a legal form among words."""

ABJAD = re.compile("[\u0590-\u08ff\ufb50-\ufefc]")
"""Letters of scripts that leave vowels out."""

FOREIGN = r"[^\p{Latin}\p{Common}\p{Inherited}]"
"""Letters of other scripts than Latin."""

HAN = re.compile("[\u4e00-\u9fff\uac00-\ud7a3\u3040-\u30ff]")
ARTICLE = re.compile("\\b\u0627\u0644(?=\\w{3})")
"""The Arabic article, which is written as part of the word."""

CAMEL = re.compile("(?<=[a-z])(?=[A-Z])")
FEWEST_BORROWED, LEAST_BORROWED = 5, 0.88
"""Letters of a business word that other scripts may spell by sound, and how alike the sounds must be."""

GLUED_ON = (
    "limited", "company", "corporation", "incorporated", "gmbh", "foundation", "trading", "shipping", "industries",
    "international", "holdings", "holding", "investment", "group", "bank",
)  # fmt: skip
"""Words that are written as one with the word before."""

ABBREVIATED = r"\b[a-z]{4,}\.(?:[^a-z0-9]|$)"
STEM = re.compile(r"\b([a-z]{4,})\.(?![a-z0-9])")
"""A word cut short, as its full stop says."""

SPACED = re.compile(r"\b(?:[a-z] ){1,}[a-z]\b")


def latin(name: str) -> str:
    """``name`` in Latin letters without marks, upper and lower case kept."""
    text = unicodedata.normalize("NFKC", name)
    if text.isascii():
        return text
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    text = unicodedata.normalize("NFC", bare)
    spaced = bool(HAN.search(text))
    text = ARTICLE.sub("\u0627\u0644 ", text)
    for letter, written in knowledge.letters():
        text = text.replace(letter, written)
    plain = anyascii(text)
    return CAMEL.sub(" ", plain) if spaced else plain


def normalised(names: pl.DataFrame) -> pl.DataFrame:
    """``name, kind`` to words, one row per row.

    Adds ``tokens`` list[str] (at most :data:`MOST_TOKENS`), ``forms`` u32 (bit per class of legal form), ``vowelless``
    bool (written in a script without vowels). A name that keeps no word has an empty list: it cannot be screened.
    """
    distinct = names.select("name", organised=_organised()).unique().with_columns(plain=_plain())
    split = distinct.with_columns(
        vowelless=pl.col("name").str.contains(ABJAD.pattern),
        foreign=pl.col("name").str.contains(FOREIGN),
        words=_words(distinct),
    )
    keyed = split.with_columns(forms=_forms(), tokens=_tokens()).select(
        "name", "organised", "tokens", "forms", "vowelless"
    )
    return names.with_columns(organised=_organised()).join(
        keyed, on=["name", "organised"], how="left", maintain_order="left"
    )


def _organised() -> pl.Expr:
    """Legal forms and business words are looked for in all names but those of persons."""
    return (pl.col("kind") != PERSON).fill_null(True)


def _plain() -> pl.Expr:
    """Words of Latin letters and digits, one blank between them."""
    name = pl.col("name")
    ascii_name = name.str.contains(r"^[\x00-\x7f]*$")
    other = name.map_elements(latin, return_dtype=pl.String, skip_nulls=True)
    text = pl.when(ascii_name).then(name).otherwise(other).str.to_lowercase()
    text = text.str.replace_all(r"['`\u2019\u00b4]", "").str.replace_all("&", " and ", literal=True)
    plain = pl.when("organised").then(_organisation(text)).otherwise(text.str.replace_all(r"[^a-z0-9]+", " "))
    return plain.str.strip_chars()


def _organisation(text: pl.Expr) -> pl.Expr:
    """Business words cut short marked, letters with stops as one word, words glued to a business word apart, numbers
    without their sign.
    """
    marked = text.map_elements(_cut_short, return_dtype=pl.String, skip_nulls=True)
    text = pl.when(text.str.contains(ABBREVIATED)).then(marked).otherwise(text)
    text = text.str.replace_all(r"\b([a-z])\.([a-z]{2,})", "$1 $2")
    text = text.str.replace_all(r"\b([a-z])[./]", "$1").str.replace_all(r"\b([a-z])/([a-z])\b", "$1$2")
    text = text.str.replace_all(rf"[^a-z0-9{knowledge.CUT}]+", " ").str.strip_chars()
    text = text.str.replace_all(rf"\b([a-z]{{3,}})({'|'.join(GLUED_ON)})\b", "$1 $2")
    text = text.str.replace_all(r"\b(no|nr|num) ([0-9]|[ivx]{1,4}\b|first|second|third)", "$2")
    text = text.str.replace_all(r"\b([0-9]+)(st|nd|rd|th)\b", "$1")
    for figure, number in (("i", 1), ("v", 5), ("x", 10)):
        text = text.str.replace_all(rf"([a-z]{{2,}}) {figure}( [a-z]{{2,}}|$)", f"${{1}} {number}$2")
    joined = text.map_elements(_join_letters, return_dtype=pl.String, skip_nulls=True)
    return pl.when(text.str.contains(r"\b[a-z] [a-z]\b")).then(joined).otherwise(text)


def _cut_short(text: str) -> str:
    """``recy. ltd.`` to ``recy… ltd.``: what may be short for a business word is marked as such."""
    return STEM.sub(_marked, text)


def _marked(match: re.Match[str]) -> str:
    short = match[1] + knowledge.CUT
    return short if short in knowledge.abbreviations() else match.group()


def _join_letters(text: str) -> str:
    """``s r l`` to ``srl``: single letters in a row are one word."""
    return SPACED.sub(lambda match: match.group().replace(" ", ""), text)


def _words(distinct: pl.DataFrame) -> pl.Series:
    """Lists of words; legal forms of organisations become one word with their class."""
    padded = (" " + distinct["plain"].str.replace_all(" ", "  ", literal=True) + " ").alias("padded")
    forms = {f" {form.replace(' ', '  ')} ": f" {FORM}{kind.replace(' ', '_')} " for form, kind in _phrases()}
    marked = padded.str.replace_many(list(forms), list(forms.values()), leftmost=True)
    frame = distinct.select("organised", "plain", padded, marked.alias("marked"))
    bare = pl.col("marked").str.replace_all(rf"{FORM}\S+", "").str.strip_chars() == ""
    chosen = pl.when(pl.col("organised") & ~bare).then("marked").otherwise("padded")
    return frame.select(chosen.str.strip_chars().str.split("  ").list.eval(pl.element().str.strip_chars()))["marked"]


def _phrases() -> list[tuple[str, str]]:
    return sorted(knowledge.legal_forms().items(), key=lambda pair: (-len(pair[0]), pair[0]))


def _forms() -> pl.Expr:
    """Bit per class of legal form that the name shows."""
    bits = [
        pl.col("words").list.contains(FORM + kind.replace(" ", "_")).cast(pl.UInt32) * (1 << bit)
        for bit, kind in enumerate(knowledge.form_classes())
    ]
    return pl.sum_horizontal(bits).cast(pl.UInt32)


def _tokens() -> pl.Expr:
    """Words without forms; numerals of organisations as numbers."""
    word = pl.element()
    kept = pl.col("words").list.eval(word.filter((word != "") & ~word.str.starts_with(FORM)))
    spelt = pl.when("foreign").then(kept.list.eval(_borrowed(word))).otherwise(kept)
    chosen = pl.when("organised").then(spelt.list.eval(_numbered(word))).otherwise(kept)
    return chosen.list.eval(word.str.slice(0, MOST_LETTERS)).list.head(MOST_TOKENS)


def _borrowed(word: pl.Expr) -> pl.Expr:
    """Business words that another script spells by their sound: ``mayning`` is mining."""
    return word.map_elements(borrowed, return_dtype=pl.String, skip_nulls=True)


@cache
def borrowed(word: str) -> str:
    """The business word that sounds like ``word``, else ``word``."""
    if len(word) < FEWEST_BORROWED or word in knowledge.words():
        return word
    sounds = _business_sounds()
    (heard,) = folded(pl.Series([word])).to_list()
    best = process.extractOne(heard, list(sounds), scorer=Indel.normalized_similarity, score_cutoff=LEAST_BORROWED)
    return word if best is None else sounds[best[0]]


@cache
def _business_sounds() -> dict[str, str]:
    known = sorted(word for word in knowledge.words() if len(word) >= FEWEST_BORROWED)
    return dict(zip(folded(pl.Series(known)).to_list(), known, strict=True))


def _numbered(word: pl.Expr) -> pl.Expr:
    """Numerals as numbers."""
    numbers = {text: f"{knowledge.NUMBER}{number}" for text, number in knowledge.numerals().items() if len(text) > 1}
    digits = word.str.contains(r"^[0-9]{1,3}$")
    named = word.replace(list(numbers), list(numbers.values()))
    return pl.when(digits).then(pl.lit(knowledge.NUMBER) + word.str.strip_chars_start("0")).otherwise(named)

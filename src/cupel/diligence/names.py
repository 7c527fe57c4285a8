"""Names made comparable: spelling that does not change who or what is meant is taken away."""

import polars as pl

SITE_WORDS = ("mina", "mine", "mines", "pit", "site", "concession", "operation", "operations", "deposit")
"""Words that books add to or drop from the name of a mine."""

REGION_WORDS = (
    "prov.",
    "province",
    "provincia de",
    "estado de",
    "edo. de",
    "departamento de",
    "region",
    "mex.",
    "state of",
)
"""Words that books add to the name of a subdivision; none may be part of such a name."""


def folded(text: pl.Expr) -> pl.Expr:
    """Lower case without accents; null stays null."""
    return text.str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.to_lowercase()


def _words(text: pl.Expr) -> pl.Expr:
    return text.str.replace_all(r"[^a-z0-9]+", " ").str.strip_chars()


def comparable_site_name(text: pl.Expr) -> pl.Expr:
    """The distinctive words of a mine's name: case, accents, punctuation and :data:`SITE_WORDS` do not count."""
    pattern = r"\b(" + "|".join(SITE_WORDS) + r")\b"
    return _words(folded(text).str.replace_all(pattern, " ")).str.replace_all(r" +", " ")


def comparable_region_name(text: pl.Expr) -> pl.Expr:
    """The distinctive words of a subdivision's name: case, accents, hyphens and :data:`REGION_WORDS` do not count."""
    pattern = "|".join(r"(?:^|[\s,()])" + word.replace(".", r"\.") + r"(?:$|[\s,()])" for word in REGION_WORDS)
    return _words(folded(text).str.replace_all(pattern, " "))


def comparable_number(text: pl.Expr) -> pl.Expr:
    """Letters and digits of a paper's number, in capitals: ``bl 40-07`` and ``BL4007`` are one number."""
    return text.str.to_uppercase().str.replace_all(r"[^A-Z0-9]", "")


def comparable_name(text: pl.Expr) -> pl.Expr:
    """Letters and digits of a party's name, folded; nothing else is forgiven (names in other spellings: screening)."""
    return _words(folded(text))

"""How words sound: spellings of one sound written alike."""

import polars as pl

FOLDS = (
    ("tsch", "ch"), ("shch", "sh"), ("sch", "sh"), ("tch", "ch"), ("dzh", "j"), ("dsch", "j"), ("tzs", "ch"),
    ("kh", "h"), ("gh", "g"), ("ph", "f"), ("zh", "j"), ("dj", "j"), ("dh", "d"), ("th", "t"), ("ck", "k"),
    ("cz", "ch"), ("sz", "sh"), ("ts", "s"), ("tz", "s"), ("dt", "t"), ("ks", "x"), ("cks", "x"),
    ("que", "ki"), ("qui", "ki"),
    ("ce", "se"), ("ci", "si"), ("cy", "si"), ("wh", "v"),
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "i"), ("ey", "i"), ("ie", "i"), ("iy", "i"), ("yi", "i"),
    ("ii", "i"), ("ay", "i"), ("ai", "i"), ("ya", "ia"), ("ja", "ia"), ("yu", "iu"), ("ju", "iu"),
    ("ye", "i"), ("je", "i"), ("yo", "iu"), ("jo", "iu"), ("aa", "a"), ("ae", "i"), ("oe", "u"), ("ue", "u"),
    ("ch", "ch"), ("sh", "sh"), ("c", "k"), ("q", "k"), ("w", "v"), ("y", "i"), ("e", "i"), ("o", "u"), ("z", "s"),
)  # fmt: skip
"""Spellings of one sound; the longest at a place wins."""

ENDINGS = (("off", "uv"), ("ow", "uv"), ("eff", "iv"), ("ev", "iv"), ("ew", "iv"), ("wicz", "vich"), ("witz", "vich"))


def folded(words: pl.Series) -> pl.Series:
    """Spellings of one sound written alike, double letters single: ``mohammed`` and ``muhamad`` are one."""
    frame = words.alias("word").to_frame()
    text = pl.col("word")
    for ending, sound in ENDINGS:
        text = text.str.replace(f"{ending}$", sound)
    text = text.str.replace(r"([bcdfgklmnprstvz])h$", "$1")
    text = text.str.replace_many([a for a, _b in FOLDS], [b for _a, b in FOLDS], leftmost=True)
    text = text.str.replace(r"h$", "").str.replace(r"i+$", "i")
    for letter in "abdfghijklmnprstuvx":
        text = text.str.replace_all(f"{letter}{letter}+", letter)
    return frame.select(text)["word"]


def coarse(sounds: pl.Series) -> pl.Series:
    """Voiced and unvoiced letters of folded sounds written alike: ``kadafi`` and ``gatafi`` are one."""
    return sounds.str.replace_many(list("dgbv"), list("tkpf"))


def framed(consonants: pl.Series) -> pl.Series:
    """Coarse consonants by the place where they are spoken, double ones single."""
    texts = consonants.str.replace_many(list("tsjzxh"), ["t", "t", "t", "t", "k", "h"]).alias("text")
    text = pl.col("text")
    for letter in "tkpflmnrh":
        text = text.str.replace_all(f"{letter}{letter}+", letter)
    return texts.to_frame().select(text)["text"]

"""Ways in which one name comes to be written differently: each takes a name and returns another, or None where it
does not apply.
"""

import random
import re
from collections.abc import Callable

from benchmarks.screening import words

Change = Callable[[str, random.Random], str | None]

SOUNDS = [(old, new) for old, new in words.records("sounds")]
SPELLINGS, NICKNAMES, FORMS = words.alike("spellings"), words.others("nicknames"), words.alike("legal_forms")
ACCENTS, KEYS = words.others("accents"), words.others("keys")
SCRIPTS = {name: words.records(name) for name in ("cyrillic", "greek", "arabic")}
FORMS_LONGEST_FIRST = sorted(FORMS, key=len, reverse=True)
ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV", 5: "V", 6: "VI", 7: "VII", 8: "VIII", 9: "IX", 10: "X"}
SPOKEN = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh"}
SLAVIC = re.compile(r"(ov|ev|in|enko|sk[yi]y?|ovich|evich|ova|eva|ina|uk)$")
ARAB = re.compile(r"^(al|el|abd|abu|bin|ibn|ben|umm|mohammad|muhammad|mohamed|ahmad|ahmed|ali|hassan|hussein)\b", re.I)


def in_case_of(word: str, model: str) -> str:
    """``word`` in capitals, with a capital or as it is, as ``model`` is written."""
    if model.isupper():
        return word.upper()
    return word.capitalize() if model[:1].isupper() else word


def _long_word(name: str, chance: random.Random, *, least: int = 4) -> tuple[list[str], int] | None:
    parts = name.split()
    places = [n for n, part in enumerate(parts) if len(part) >= least and part.isalpha()]
    return (parts, chance.choice(places)) if places else None


def _in_a_word(edit: Callable[[str, int, random.Random], str], *, tail: int = 0) -> Change:
    """An edit at a place inside one of the longer words, ``tail`` letters before its end at least."""

    def change(name: str, chance: random.Random) -> str | None:
        found = _long_word(name, chance)
        if found is None:
            return None
        parts, n = found
        parts[n] = edit(parts[n], chance.randrange(1, len(parts[n]) - tail), chance)
        return " ".join(parts)

    return change


def _hit_next_key(word: str, at: int, chance: random.Random) -> str:
    hit = chance.choice(KEYS.get(word[at].lower(), ["e"]))
    return word[:at] + (hit.upper() if word[at].isupper() else hit) + word[at + 1 :]


def _swap(word: str, at: int, _chance: random.Random) -> str:
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _omit(word: str, at: int, _chance: random.Random) -> str:
    return word[:at] + word[at + 1 :]


def _double(word: str, at: int, _chance: random.Random) -> str:
    return word[:at] + word[at] + word[at:]


def _split(word: str, at: int, _chance: random.Random) -> str:
    return f"{word[: at + 1]} {word[at + 1 :]}"


def reorder(name: str, chance: random.Random) -> str | None:
    """Last word first, with or without a comma, or every word somewhere else."""
    parts = name.split()
    if len(parts) < 2:
        return None
    if chance.random() < 0.6:
        return parts[-1] + chance.choice([", ", " "]) + " ".join(parts[:-1])
    return " ".join(chance.sample(parts, len(parts)))


def drop(name: str, chance: random.Random) -> str | None:
    """One word less, of three at least; the first and the longest stay, since nobody leaves out what tells the most."""
    parts = name.split()
    places = [n for n in range(1, len(parts)) if len(parts[n]) < max(map(len, parts))]
    if len(parts) < 3 or not places:
        return None
    del parts[chance.choice(places)]
    return " ".join(parts)


def glue(name: str, chance: random.Random) -> str | None:
    """Two neighbours written as one."""
    parts = name.split()
    if len(parts) < 2:
        return None
    at = chance.randrange(len(parts) - 1)
    return " ".join([*parts[:at], parts[at] + parts[at + 1], *parts[at + 2 :]])


def legal_form(name: str, chance: random.Random) -> str | None:
    """The legal form at the end in another writing, or left out; one is added where there is none."""
    lower = name.lower()
    for form in FORMS_LONGEST_FIRST:
        if lower.endswith(f" {form}"):
            stem = name[: -len(form)].rstrip(" ,")
            return stem if chance.random() < 0.3 else f"{stem} {chance.choice(FORMS[form])}"
    return f"{name} {chance.choice(['Ltd', 'LLC', 'S.A.', 'GmbH', 'Co., Ltd.'])}"


def respell(name: str, chance: random.Random) -> str | None:
    """Another spelling of a given name and another rendering of sounds."""
    known = [(part, SPELLINGS.get(part.lower())) for part in name.split()]
    changed = " ".join(in_case_of(chance.choice(others), part) if others else part for part, others in known)
    sounds = [(old, new) for old, new in SOUNDS if old in changed.lower()]
    for old, new in chance.sample(sounds, min(len(sounds), 1 if changed != name else 2)):
        at = changed.lower().find(old)
        if at >= 0:
            changed = changed[:at] + in_case_of(new, changed[at : at + len(old)]) + changed[at + len(old) :]
    return changed if changed != name else None


def initials(name: str, chance: random.Random) -> str | None:
    """A word that is not the last becomes its first letter; the last one stays."""
    parts = name.split()
    places = [n for n, part in enumerate(parts[:-1]) if len(part) > 2 and part[0].isalpha()]
    if not places or len(parts[-1]) < 4:
        return None
    at = chance.choice(places)
    parts[at] = parts[at][0] + chance.choice(["", "."])
    return " ".join(parts)


def punctuate(name: str, chance: random.Random) -> str | None:
    """Other capitals; hyphens, dots and quotes come or go."""
    changed = chance.choice([str.lower, str.upper, str.title])(name)
    marks = re.sub(r"[-'’.,\"]", chance.choice([" ", "", "-"]), changed)
    if marks == changed:
        marks = changed.replace(" ", chance.choice(["-", ".", " - ", ", "]), 1)
    return marks if marks != name else None


def nickname(name: str, chance: random.Random) -> str | None:
    """A given name becomes its short form."""
    parts = name.split()
    places = [n for n, part in enumerate(parts) if part.lower() in NICKNAMES]
    if not places or len(parts) < 2:
        return None
    given = parts[places[0]]
    parts[places[0]] = in_case_of(chance.choice(NICKNAMES[given.lower()]), given)
    return " ".join(parts)


def accents(name: str, chance: random.Random) -> str | None:
    """Some letters get marks."""
    places = [n for n, letter in enumerate(name) if letter.lower() in ACCENTS]
    letters = list(name)
    for n in chance.sample(places, min(len(places), chance.randint(1, 4))):
        letters[n] = in_case_of(chance.choice(ACCENTS[letters[n].lower()]), letters[n])
    return "".join(letters) if places else None


def numeral(name: str, chance: random.Random) -> str | None:
    """A small number in Roman, Arabic or spoken form."""
    values = {**{roman: n for n, roman in ROMAN.items() if len(roman) > 1}, **{str(n): n for n in ROMAN}}
    parts = name.split()
    for n, part in enumerate(parts):
        if part.upper() in values:
            value = values[part.upper()]
            forms = [form for form in (str(value), ROMAN[value], SPOKEN.get(value)) if form and form != part]
            parts[n] = chance.choice(forms)
            return " ".join(parts)
    return None


def script(name: str, chance: random.Random) -> str | None:
    """Letter by letter in Arabic, Cyrillic or Greek, whichever the name looks like it came from."""
    if not name.isascii() or any(letter.isdigit() for letter in name):
        return None
    if any(SLAVIC.search(part.lower()) for part in name.split() if len(part) > 4):
        chosen = "cyrillic"
    elif ARAB.search(name):
        chosen = "arabic"
    else:
        chosen = chance.choice(["cyrillic", "greek"])
    written = name.lower()
    for latin, other in SCRIPTS[chosen]:
        written = written.replace(latin, other)
    return written.replace("'", "").replace("-", " ").title()


EVERYONE: dict[str, Change] = {
    "typing error": _in_a_word(_hit_next_key),
    "swapped letters": _in_a_word(_swap, tail=1),
    "missing letter": _in_a_word(_omit),
    "doubled letter": _in_a_word(_double),
    "word order": reorder,
    "missing word": drop,
    "glued words": glue,
    "split word": _in_a_word(_split, tail=1),
    "transliteration": respell,
    "capitals and marks": punctuate,
    "accents": accents,
    "other script": script,
}
OF_KIND: dict[str, dict[str, Change]] = {
    "person": {**EVERYONE, "initials": initials, "nickname": nickname},
    "organisation": {**EVERYONE, "legal form": legal_form, "numeral": numeral},
}
"""Changes by kind of entity."""

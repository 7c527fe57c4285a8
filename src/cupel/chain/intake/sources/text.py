"""Encodings: any text file as UTF-8 with line feeds."""

import codecs
from pathlib import Path
from tempfile import NamedTemporaryFile

CHUNK = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def encoding_of(path: Path) -> str:
    """The encoding of a text file: by its mark, else UTF-8 where all of it decodes, else Windows-1252 or Latin-1."""
    with path.open("rb") as file:
        head = file.read(4096)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if head.count(0) > len(head) // 4:
        return "utf-16-be" if head[:1] == b"\0" else "utf-16-le"
    return next(name for name in ("utf-8", "cp1252", "latin-1") if _decodes(path, name))


def as_utf8(path: Path, *, scratch: Path) -> Path:
    """``path`` itself where it is UTF-8 without a mark and has line feeds, else a copy in ``scratch`` that is."""
    encoding = encoding_of(path)
    if encoding == "utf-8" and not _only_carriage_returns(path):
        return path
    bare = encoding == "utf-8" and _only_carriage_returns(path)
    with (
        path.open(encoding=encoding, newline="") as source,
        NamedTemporaryFile("w", encoding="utf-8", newline="", dir=scratch, suffix=".txt", delete=False) as copy,
    ):
        while text := source.read(CHUNK):
            copy.write(text.replace("\r", "\n") if bare else text)
    return Path(copy.name)


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _only_carriage_returns(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(CHUNK)
    return b"\r" in head and b"\n" not in head

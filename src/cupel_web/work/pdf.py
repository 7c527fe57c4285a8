"""The words of a PDF file, read by PDFium in a process of its own that has little memory and little time: a file that
breaks the reader or keeps it busy costs its words and nothing else.
"""

import subprocess
import sys
from typing import BinaryIO

MOST_BYTES = 64 << 20
SECONDS = 20
MEMORY = 2 << 30
"""Bytes of address space of the reading process."""


def words_of_pdf(file: BinaryIO, *, size: int, most: int) -> str:
    """The text of a PDF file of ``size`` bytes, at most its first ``most`` characters; empty for what cannot be read
    within the limits, and for pages that are pictures.
    """
    if size > MOST_BYTES:
        return ""
    command = [sys.executable, "-I", __file__, str(most)]
    try:
        done = subprocess.run(  # noqa: S603 - our own words
            command, input=file.read(MOST_BYTES + 1), capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as late:
        return _text(late.stdout or b"", most)
    return _text(done.stdout, most)


def _text(written: bytes, most: int) -> str:
    return written.decode("utf-8", errors="ignore").strip()[:most]


def _read(most: int) -> None:
    """Write the text of the file on standard input to standard output, page by page."""
    import resource

    import pypdfium2

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    left = most
    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    for page in document:
        text = page.get_textpage().get_text_bounded().replace("\r\n", "\n")[:left]
        sys.stdout.buffer.write(text.encode("utf-8", errors="ignore") + b"\n")
        sys.stdout.buffer.flush()
        left -= len(text)
        if left <= 0:
            return


if __name__ == "__main__":
    _read(int(sys.argv[1]))

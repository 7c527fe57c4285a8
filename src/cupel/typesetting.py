"""Pages set with typst as tagged PDF (PDF/UA-1), with nothing but the fonts that it brings."""

from datetime import datetime
from importlib.resources.abc import Traversable
from typing import Final

from cupel.errors import DocumentError
from cupel.messages import _

STANDARD: Final = "ua-1"
"""PDF/UA-1 (ISO 14289-1): the compiler refuses what it cannot tag, and signs that its fonts lack."""


def set_pdf(template: Traversable, document: str, *, made: datetime) -> bytes:
    """The template filled with ``document``, which is JSON, as a PDF of the moment ``made``; the same input gives the
    same bytes. Raises :class:`~cupel.errors.DocumentError` where it cannot be set.
    """
    import typst

    compiler = typst.Compiler(template.read_bytes(), sys_inputs={"document": document}, ignore_system_fonts=True)
    try:
        found = compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=made)
    except typst.TypstError as error:
        message = _("This cannot be set as a PDF: {reason}").format(reason=error.message)
        raise DocumentError(message, code="document-pdf", remedy=_("Write it as HTML or DOCX.")) from error
    assert isinstance(found, bytes)
    return found

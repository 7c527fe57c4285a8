"""Comment templates as files to keep."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import HttpResponse
from django.utils.text import slugify

from cupel.consultation import TemplateRow, write_document, write_workbook
from cupel_web.work.media import media_type_of

WRITERS = {"xlsx": write_workbook, "docx": write_document}


def as_template(rows: Iterable[TemplateRow], *, suffix: str, title: str) -> HttpResponse:
    """The rows as a template to download; ``suffix``: ``xlsx`` or ``docx``."""
    name = f"{slugify(title) or 'comments'}.{suffix}"
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        WRITERS[suffix](path, rows, title=title)
        content = path.read_bytes()
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=media_type_of(name), headers=headers)

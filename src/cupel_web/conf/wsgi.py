"""Entry point for WSGI servers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cupel_web.conf.settings")
application = get_wsgi_application()


def _read_standards() -> None:
    """The standards are files read once per process: better now than during somebody's first page."""
    from cupel_web.standards.register import shipped

    shipped()


_read_standards()

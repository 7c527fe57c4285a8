"""What a list was asked for by its address."""

from django.http import HttpRequest


def asked(request: HttpRequest, name: str) -> str:
    """A value of the address's query, without the zero bytes that no database looks for."""
    return request.GET.get(name, "").replace("\x00", "").strip()

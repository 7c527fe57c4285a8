"""Pages as a browser gets them."""

from django.test import Client


def page(client: Client, path: str) -> str:
    """The text of a page that opens."""
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()

"""Who may open a page: every view declares it, and the middleware refuses a view that does not.

A page about a record is declared with a *loader*: it fetches the record for the person in one step and raises 404 where
they may not even know that it exists. The permission then says whether they may do this; if not, the answer is 403.
"""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from cupel_web.kernel.models import User

View = Callable[..., HttpResponseBase]
ATTRIBUTE = "cupel_access"
FILES = "cupel_takes_files"
PUBLIC_FILES = "cupel_takes_files_of_anybody"


class SignedInRequest(HttpRequest):
    """A request of somebody who is signed in, as views behind :func:`signed_in` and :func:`permitted` receive it."""

    user: User


def declared(view: View) -> str | None:
    """The access rule a view declares: ``public``, ``signed in``, or a permission's name."""
    return getattr(view, ATTRIBUTE, None)


def with_files(view: View) -> View:
    """People who are signed in may send it files, up to ``UPLOAD_MAX_BYTES``; other pages take forms alone."""
    setattr(view, FILES, True)
    return view


def takes_files(view: View) -> bool:
    """Whether the view was declared :func:`with_files`."""
    return getattr(view, FILES, False)


def with_public_files(most: int) -> Callable[[View], View]:
    """Anybody may send it files, up to ``most`` bytes; for pages that somebody without an account uploads to."""

    def decorate(view: View) -> View:
        setattr(view, PUBLIC_FILES, most)
        return view

    return decorate


def public_bytes(view: View) -> int:
    """How many bytes of files anybody may send to the view: those of :func:`with_public_files`, else none."""
    return int(getattr(view, PUBLIC_FILES, 0))


def public(view: View) -> View:
    """Anybody may open it."""

    @wraps(view)
    def open_to_all(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    setattr(open_to_all, ATTRIBUTE, "public")
    return open_to_all


def signed_in(view: View) -> View:
    """Anybody who is signed in may open it."""

    @wraps(view)
    def for_people(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    setattr(for_people, ATTRIBUTE, "signed in")
    return for_people


def permitted(permission: str, load: Callable[..., object]) -> Callable[[View], View]:
    """People who hold ``permission`` on what ``load`` fetches may open it; the view receives that record."""
    keys = [name for name in inspect.signature(load).parameters if name != "user"]

    def decorate(view: View) -> View:
        @wraps(view)
        def for_permitted(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            if not isinstance(request.user, User):
                return redirect_to_login(request.get_full_path())
            target = load(request.user, **{key: kwargs.pop(key) for key in keys})
            if not request.user.has_perm(permission, target):
                raise PermissionDenied
            return view(request, target, **kwargs)

        setattr(for_permitted, ATTRIBUTE, permission)
        return for_permitted

    return decorate


def may(request: HttpRequest, permission: str, record: object) -> bool:
    """Whether the person who is signed in, if any, may do this."""
    return isinstance(request.user, User) and request.user.has_perm(permission, record)

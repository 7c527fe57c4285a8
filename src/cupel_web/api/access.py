"""Who may call an operation: as pages do, every operation declares it, before its body is looked at."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.datastructures import MultiValueDict
from ninja import NinjaAPI, UploadedFile
from ninja.constants import NOT_SET
from ninja.decorators import decorate_view
from ninja.params import functions as params
from ninja.security import HttpBearer

from cupel_web.api.bodies import body_of, files_of, filled
from cupel_web.api.problems import denied, not_found, signed_out
from cupel_web.kernel.access import ATTRIBUTE, FILES, SignedInRequest, declared, takes_files, with_files
from cupel_web.kernel.middleware import UndeclaredViewError
from cupel_web.kernel.models import User

ApiRequest = SignedInRequest
"""A request with the token of a person."""

Operation = TypeVar("Operation", bound=Callable[..., Any])
Run = Callable[..., HttpResponseBase]
Using = Callable[[Any, User], dict[str, Any]]
KEPT = "_cupel_record"
SIGNED_IN = "signed in"


class ByToken(HttpBearer):
    """How the description says that a token is asked for; who calls is settled before."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:  # noqa: ARG002
        return caller_of(request)


def caller_of(request: HttpRequest) -> User | None:
    """Whose token came with the request, where any caller is let in."""
    return request.user if isinstance(request.user, User) else None


def open_to_all(operation: Operation) -> Operation:
    """Anybody may call it, with or without a token."""
    setattr(operation, ATTRIBUTE, "public")
    return operation


def signed_in(operation: Operation) -> Operation:
    """Anybody with a token may call it."""
    setattr(operation, ATTRIBUTE, SIGNED_IN)
    decorate_view(_for_people)(operation)
    return operation


def own(
    load: Callable[..., object], *, form: type[Form] | None = None, using: Using | None = None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Anybody with a token may call it on what ``load`` fetches, which finds nothing that is not theirs; otherwise as
    :func:`granted`.
    """
    return _on_record(SIGNED_IN, load, form=form, using=using)


def granted(
    permission: str,
    load: Callable[..., object],
    *,
    form: type[Form] | None = None,
    using: Using | None = None,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """People who hold ``permission`` on what ``load`` fetches may call it: ``operation(request, record, ...)``, as
    :func:`cupel_web.kernel.access.permitted` says of pages.

    ``form``: the body is what that form asks for, with its files in parts of their own; the operation receives it valid
    as ``form``. ``using`` gives, of the record and the caller, what the form is built with.
    """
    return _on_record(permission, load, form=form, using=using)


def _on_record(
    access: str, load: Callable[..., object], *, form: type[Form] | None, using: Using | None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    keys = [name for name in inspect.signature(load).parameters if name != "user"]

    def decorate(operation: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(operation)
        def act(request: ApiRequest, **given: Any) -> Any:
            record = getattr(request, KEPT)
            if form is not None:
                given["form"] = _filled(form, given, using(record, request.user) if using else {})
            return operation(request, record, **{name: value for name, value in given.items() if name not in keys})

        act.__signature__ = _signature(operation, keys, form)  # type: ignore[attr-defined]
        setattr(act, ATTRIBUTE, access)
        decorate_view(_for_holders(access, load, keys))(act)
        return with_files(act) if form is not None and files_of(form) else act

    return decorate


def _filled(form: type[Form], given: dict[str, Any], context: dict[str, Any]) -> Form:
    """The form with the body and the files, all taken out of ``given``."""
    if files := {name: [given.pop(name)] for name in files_of(form)}:
        context = {**context, "files": MultiValueDict(files)}
    return filled(form, given.pop("body"), **context)


def _signature(operation: Callable[..., Any], keys: list[str], form: type[Form] | None) -> inspect.Signature:
    """What the request is read by: the keys of the record in the address, the body, and what else is asked for."""
    request, _record, *others = inspect.signature(operation).parameters.values()
    kind = inspect.Parameter.KEYWORD_ONLY
    told = [inspect.Parameter(key, kind, annotation=str) for key in keys]
    if form is not None:
        files = files_of(form)
        whole = params.Form() if files else inspect.Parameter.empty
        told.append(inspect.Parameter("body", kind, annotation=body_of(form), default=whole))
        told += [inspect.Parameter(name, kind, annotation=UploadedFile, default=params.File()) for name in files]
    told += [each.replace(kind=kind) for each in others if each.name != "form"]
    return inspect.Signature([request, *told])


def _for_people(run: Run) -> Run:
    @wraps(run)
    def checked(request: HttpRequest, **keys: Any) -> HttpResponseBase:
        return run(request, **keys) if isinstance(request.user, User) else signed_out()

    return checked


def _for_holders(access: str, load: Callable[..., object], keys: list[str]) -> Callable[[Run], Run]:
    def decorate(run: Run) -> Run:
        @wraps(run)
        def checked(request: HttpRequest, **given: Any) -> HttpResponseBase:
            if not isinstance(request.user, User):
                return signed_out()
            try:
                record = load(request.user, **{key: given[key] for key in keys})
            except Http404:
                return not_found()
            except PermissionDenied:
                return denied()
            if access != SIGNED_IN and not request.user.has_perm(access, record):
                return denied()
            setattr(request, KEPT, record)
            return run(request, **given)

        return checked

    return decorate


def operations_of(api: NinjaAPI) -> list[Any]:
    """Every operation with its whole ``path``, in order of the addresses."""
    return [
        (prefix + path, operation)
        for prefix, router in api._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
    ]


def room_of(operation: Any) -> str:
    """The room it belongs to: the first name below ``cupel_web.api.rooms``."""
    module: str = operation.view_func.__module__
    return module.partition(".rooms.")[2].partition(".")[0]


def declare(api: NinjaAPI) -> tuple[Any, ...]:
    """Addresses of ``api``, each marked as declared; raises
    :class:`~cupel_web.kernel.middleware.UndeclaredViewError` if an operation does not say who may call it.
    """
    for path, operation in operations_of(api):
        if declared(operation.view_func) is None:
            raise UndeclaredViewError(f"{operation.methods} {path} declares no access rule")
        if declared(operation.view_func) == "public" and operation.auth_param is NOT_SET:
            raise UndeclaredViewError(f"{operation.methods} {path} is public and asks for a token")
    filed = {_route(path) for path, operation in operations_of(api) if takes_files(operation.view_func)}
    patterns, app, namespace = api.urls
    for pattern in patterns:
        setattr(pattern.callback, ATTRIBUTE, "by operation")
        if str(pattern.pattern) in filed:
            setattr(pattern.callback, FILES, True)
    return patterns, app, namespace


def _route(path: str) -> str:
    """An operation's path as Django's patterns write it."""
    return path.lstrip("/").replace("{", "<").replace("}", ">")

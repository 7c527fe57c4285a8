from django.core.exceptions import PermissionDenied

from cupel_web.kernel.models import User


def require(user: User, permission: str, record: object) -> None:
    """Raise PermissionDenied unless the person holds the permission on the record."""
    if not user.has_perm(permission, record):
        raise PermissionDenied

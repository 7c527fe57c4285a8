"""The engine's exception tree. Every error has a code, says what happened, where, and what to do.

::

    CupelError
    ├── StandardError        the standard's own files
    │   └── ExpressionError  a check or applicability expression
    ├── DocumentError        a document that comes back or comes from outside
    ├── BooksError           a company's value-chain data
    ├── ListError            a sanctions or watch list
    ├── DecisionError        a decision about a hit
    ├── ProcedureError       a body's rules or seats
    ├── ConsultationError    comments, and what is decided on them
    └── RunError             a run that cannot start or finish
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where something is: any part may be unknown. ``line`` and ``column`` count from 1."""

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    line: int | None = None
    column: int | str | None = None
    path: str | None = None

    def __str__(self) -> str:
        parts = [
            self.file,
            f"sheet {self.sheet}" if self.sheet else None,
            f"row {self.row}" if self.row else None,
            f"line {self.line}" if self.line else None,
            f"column {self.column}" if self.column else None,
            self.path,
        ]
        return ", ".join(part for part in parts if part)


class CupelError(Exception):
    """Base of all errors a person can act on: ``code`` is stable, ``remedy`` says what to do."""

    def __init__(self, message: str, *, code: str, remedy: str, place: Place | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.remedy = remedy
        self.place = place or Place()

    def __str__(self) -> str:
        where = str(self.place)
        return f"{where + ': ' if where else ''}{self.message} [{self.code}] {self.remedy}"


class StandardError(CupelError):
    """A standard's files cannot be read or contradict themselves."""


class ExpressionError(StandardError):
    """An expression is outside the language, or wrong in type or unit; ``place.column`` points at the character."""


class DocumentError(CupelError):
    """A document cannot be read, or cannot be made of what is asked for."""


class BooksError(CupelError):
    """A company's value-chain data cannot be used as it is."""


class ListError(CupelError):
    """A sanctions or watch list, or a stored version of one, cannot be used as it is."""


class DecisionError(CupelError):
    """A decision about a hit cannot be kept, or read, as it is."""


class ProcedureError(CupelError):
    """A body's rules or seats contradict themselves."""


class ConsultationError(CupelError):
    """Comments of a consultation, or a decision on one, cannot be used as they are."""


class RunError(CupelError):
    """A run cannot start or cannot finish."""

"""The value chain: tables and schemas, intake and quarantine, snapshots, units, mass-balance kernels.

Names are loaded when they are first used, so that importing the package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cupel.chain.arrays import Planes, Targets
    from cupel.chain.books import Books
    from cupel.chain.check import Intake, Quarantine, check_books, read_books
    from cupel.chain.graph import Chain, build_chain
    from cupel.chain.intake.folder import Skipped
    from cupel.chain.origins import backward
    from cupel.chain.paths import Explanation, Mark, explain, path_table
    from cupel.chain.propagate import contact, forward, touch
    from cupel.chain.reference import reference_markdown
    from cupel.chain.report import CheckReport, FileReport, Reason
    from cupel.chain.snapshot import Snapshot, column_sha256, is_snapshot, open_snapshot
    from cupel.chain.store import current_snapshot, import_books

_HOMES = {
    "arrays": ("Planes", "Targets"),
    "books": ("Books",),
    "check": ("Intake", "Quarantine", "check_books", "read_books"),
    "graph": ("Chain", "build_chain"),
    "intake.folder": ("Skipped",),
    "origins": ("backward",),
    "paths": ("Explanation", "Mark", "explain", "path_table"),
    "propagate": ("contact", "forward", "touch"),
    "reference": ("reference_markdown",),
    "report": ("CheckReport", "FileReport", "Reason"),
    "snapshot": ("Snapshot", "column_sha256", "is_snapshot", "open_snapshot"),
    "store": ("current_snapshot", "import_books"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Books",
    "Chain",
    "CheckReport",
    "Explanation",
    "FileReport",
    "Intake",
    "Mark",
    "Planes",
    "Quarantine",
    "Reason",
    "Skipped",
    "Snapshot",
    "Targets",
    "backward",
    "build_chain",
    "check_books",
    "column_sha256",
    "contact",
    "current_snapshot",
    "explain",
    "forward",
    "import_books",
    "is_snapshot",
    "open_snapshot",
    "path_table",
    "read_books",
    "reference_markdown",
    "touch",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(name)
    value = getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value

"""The standards that come with the package, and how a command names an edition."""

from pathlib import Path

from cupel.errors import StandardError
from cupel.messages import _
from cupel.standard.edition import Edition
from cupel.standard.files.load import load_standard

_PACKAGE = Path(__file__).resolve().parents[1]


def shipped_folder() -> Path:
    """Where shipped data lie: in the installed package, else in a working copy's ``standards/``."""
    installed, working_copy = _PACKAGE / "_standards", _PACKAGE.parents[1] / "standards"
    return installed if installed.is_dir() else working_copy


def shipped_standards() -> dict[str, Path]:
    """Key to folder of every standard that is shipped."""
    return {path.parent.name: path.parent for path in sorted(shipped_folder().glob("*/standard.yaml"))}


def standard_folder(name: str) -> Path:
    """The folder that ``name``, a shipped key or a path, names; raises StandardError where there is none."""
    shipped = shipped_standards()
    folder = shipped.get(name, Path(name))
    if not (folder / "standard.yaml").is_file():
        message = _("{name} is neither a shipped standard nor a folder with a standard.yaml.").format(name=name)
        remedy = _("Shipped are {keys}.").format(keys=", ".join(shipped) or "-")
        raise StandardError(message, code="standard-file", remedy=remedy)
    return folder


def resolve(reference: str, folder: Path | None = None) -> Edition:
    """The edition that ``reference`` names: ``mdd@2023``, ``path/to/standard@2023``, or ``mdd@2023`` in ``folder``.

    Raises StandardError where the standard or the edition does not exist or has mistakes.
    """
    name, at, edition = reference.rpartition("@")
    if not at or not name or not edition:
        message = _("{reference} does not name an edition.").format(reference=reference)
        raise StandardError(message, code="standard-reference", remedy=_("Write standard@edition, such as mdd@2023."))
    return load_standard(folder or standard_folder(name)).edition(edition)

"""LibreOffice, to see what a file is after somebody saved it there."""

import shutil
import subprocess
from pathlib import Path

import pytest


def saved_again(path: Path, folder: Path) -> Path:
    """``path`` opened and saved by LibreOffice in the same format; skips the test where it cannot."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("needs LibreOffice (soffice); it is not installed here")
    kind = path.suffix.removeprefix(".")
    command = [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=180)
    if not (folder / path.name).exists():
        pytest.skip(f"needs LibreOffice with its part for {kind} files; it is not installed here")
    return folder / path.name

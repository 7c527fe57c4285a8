"""Pin every dependency with hashes and without download addresses: ``make requirements`` (needs ``uv`` on the path)."""

import subprocess
import sys

TARGETS = {
    "base": ["web", "postgres"],
    "dev": ["web", "postgres", "dev"],
    "ftm": ["ftm"],
    "bench-kernels": ["bench-kernels"],
    "bench-screening": ["bench-screening"],
}
OPTIONS = "--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet"


def main() -> int:
    for name, extras in TARGETS.items():
        extra = [part for each in extras for part in ("--extra", each)]
        command = ["uv", "pip", "compile", "pyproject.toml", *OPTIONS.split(), *extra, "-o", f"requirements/{name}.txt"]
        subprocess.run(command, check=True)  # noqa: S603 - our own words
    return 0


if __name__ == "__main__":
    sys.exit(main())

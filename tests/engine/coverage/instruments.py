"""A small file of instruments, and ways to spoil it."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

FILE: dict[str, Any] = {
    "schema": "cupel-instruments/1",
    "edition": "2026-11-23",
    "about": {"en": "Invented."},
    "instruments": [
        {
            "code": "ALPHA",
            "title": {"en": "Alpha Act", "de": "Alpha-Gesetz"},
            "addressees": {"en": "Smelters"},
            "state": {"en": "In force."},
            "source": "alpha.example",
            "mark": "S",
            "reach": [
                {"metals": ["cu", "ni"], "reach": "strategic", "mark": "S-part"},
                {"metals": ["pb", "mo", "zn"], "reach": "not reached", "mark": "M-high"},
            ],
            "reach_remark": {"en": "By list."},
            "versions": [
                {"name": "1", "on": "2020", "what": {"en": "First"}, "source": "alpha.example", "mark": "S"},
                {"name": "2", "on": "2024-02-24", "what": {"en": "Second"}, "source": "alpha.example", "mark": "S"},
            ],
            "events": [
                {
                    "id": "applies",
                    "on": "2027-08-18",
                    "what": {"en": "Applies"},
                    "source": "alpha.example",
                    "mark": "S",
                },
                {"id": "report", "yearly": "05-31", "what": {"en": "Report"}, "source": "memory", "mark": "M-med"},
            ],
        },
        {
            "code": "BETA",
            "title": {"en": "Beta Guide"},
            "addressees": {"en": "All"},
            "state": {"en": "Soft."},
            "source": "memory",
            "mark": "M-low",
            "reach": [{"metals": ["cu", "pb", "mo", "ni", "zn"], "reach": "unknown", "mark": "M-low"}],
        },
    ],
}


def changed(path: str = "", value: Any = None, *, drop: bool = False) -> dict[str, Any]:
    """The small file with one value set, or dropped, at a path such as ``instruments/0/code``."""
    data = deepcopy(FILE)
    if path:
        *above, last = path.split("/")
        part: Any = data
        for step in above:
            part = part[int(step)] if isinstance(part, list) else part[step]
        key: Any = int(last) if isinstance(part, list) else last
        if drop:
            del part[key]
        else:
            part[key] = value
    return data


def written(data: Any, folder: Path) -> Path:
    """The data as a file; YAML reads JSON."""
    path = folder / "instruments.yaml"
    path.write_text(data if isinstance(data, str) else json.dumps(data, indent=1))
    return path

"""What really happened, noted by the simulation while it happens."""

from dataclasses import dataclass, field

import polars as pl

FINDING, TRAP, UNKNOWN = 0, 1, 2
"""``is_trap``: to be found, a near miss not to be reported, or to be answered unknown."""


@dataclass
class Truth:
    """Rows of the truth file."""

    rows: list[tuple[str, str, str, int, str]] = field(default_factory=list)

    def add(self, code: str, subject: str, subject_id: str, *, trap: int = FINDING, detail: str) -> None:
        """Notes one finding or near miss."""
        self.rows.append((code, subject, subject_id, trap, detail))

    def add_all(self, code: str, subject: str, subject_ids: list[str], *, trap: int = FINDING, detail: str) -> None:
        """Notes several with one explanation."""
        self.rows.extend((code, subject, subject_id, trap, detail) for subject_id in subject_ids)

    def objects(self, code: str) -> list[str]:
        """The ids noted as findings of a code."""
        return [row[2] for row in self.rows if row[0] == code and row[3] == FINDING]

    def table(self) -> pl.DataFrame:
        """The truth file, sorted."""
        columns = ["code", "object", "object_id", "is_trap", "detail"]
        frame = pl.DataFrame(self.rows, schema=columns, orient="row", infer_schema_length=None)
        return frame.unique(["code", "object", "object_id"], keep="first", maintain_order=True).sort(
            "code", "object", "object_id"
        )

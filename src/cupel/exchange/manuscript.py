"""An edition, or the change from one to the next, as everything that is printed of it: cover, clauses, parameters."""

from dataclasses import dataclass
from functools import cached_property

from cupel.exchange.layout import Passage, Run, changed_runs, passages, replaced
from cupel.exchange.parameters import ParameterRow, changed_rows, parameter_rows
from cupel.exchange.revision import changed_passages
from cupel.standard import Edition, text_in


@dataclass(frozen=True, kw_only=True)
class Manuscript:
    """What is printed of ``new`` in one language, with what changed since ``old``; by itself an edition is both."""

    old: Edition
    new: Edition
    language: str

    @classmethod
    def clean(cls, edition: Edition, *, language: str) -> "Manuscript":
        """One edition by itself."""
        return cls(old=edition, new=edition, language=language)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every part of every clause. Raises DocumentError for what no document can hold."""
        if self.old is self.new:
            return tuple(passages(self.new, language=self.language))
        return tuple(changed_passages(self.old, self.new, language=self.language))

    @cached_property
    def rows(self) -> tuple[ParameterRow, ...]:
        """The table of parameters."""
        if self.old is self.new:
            return tuple(parameter_rows(self.new, language=self.language))
        return tuple(changed_rows(self.old, self.new, language=self.language))

    @property
    def title(self) -> tuple[Run, ...]:
        """The edition's title."""
        before, after = (text_in(edition.title, language=self.language) for edition in (self.old, self.new))
        return changed_runs((Run("keep", before),), (Run("keep", after),))

    @property
    def reference(self) -> tuple[Run, ...]:
        """What tells the edition from others: reference, label, status."""
        return replaced(*(_reference(edition) for edition in (self.old, self.new)))

    @property
    def manifest(self) -> tuple[Run, ...]:
        """The hash that owners approve."""
        return replaced(self.old.manifest_hash, self.new.manifest_hash)


def _reference(edition: Edition) -> str:
    return " · ".join(word for word in (edition.reference, edition.label, edition.status) if word)

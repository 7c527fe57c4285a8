"""Backup and restore: database, uploaded files, snapshots and run outputs in one archive with a manifest of hashes."""

from cupel_web.kernel.archive.packing import FOLDERS, back_up
from cupel_web.kernel.archive.unpacking import ArchiveError, restore

__all__ = ["FOLDERS", "ArchiveError", "back_up", "restore"]

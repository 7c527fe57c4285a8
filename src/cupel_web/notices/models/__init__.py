"""Mails that wait, how each person wants to be told, and what they were told last."""

from cupel_web.notices.models.notice import SUBJECT_MOST, Notice
from cupel_web.notices.models.preference import MailPreference, Pace
from cupel_web.notices.models.telling import Telling

__all__ = ["SUBJECT_MOST", "MailPreference", "Notice", "Pace", "Telling"]

"""Verbs about organisations and people."""

from cupel_web.people.actions.agreements import accept_undertaking, publish_undertaking
from cupel_web.people.actions.organisations import (
    NewMember,
    NewOrganisation,
    add_member,
    begin_participation,
    end_membership,
    end_participation,
    found_organisation,
)
from cupel_web.people.actions.persons import (
    AboutMe,
    Work,
    affiliate,
    change_profile,
    declare_interest,
    end_affiliation,
    end_interest,
    erase_person,
    profile_of,
    registered,
)
from cupel_web.people.actions.retention import (
    HeldBack,
    NewTerm,
    dispose,
    hold_records,
    lift_hold,
    set_retention,
)

__all__ = [
    "AboutMe", "HeldBack", "NewMember", "NewOrganisation", "NewTerm", "Work", "accept_undertaking", "add_member",
    "affiliate", "begin_participation", "change_profile", "declare_interest", "dispose", "end_affiliation",
    "end_interest", "end_membership", "end_participation", "erase_person", "found_organisation", "hold_records",
    "lift_hold", "profile_of", "publish_undertaking", "registered", "set_retention",
]  # fmt: skip

"""Sign-in and people. Of the sign-in library's pages only those listed here exist."""

from allauth.account import views as account
from django.urls import path, re_path

from cupel_web.kernel.access import public, signed_in
from cupel_web.people.views import me, organisations, retention

RESET_KEY = r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"

urlpatterns = [
    path("sign-in/", public(account.login), name="account_login"),
    path("sign-out/", public(account.logout), name="account_logout"),
    path("sign-up/", public(account.signup), name="account_signup"),
    path("inactive/", public(account.account_inactive), name="account_inactive"),
    path("reauthenticate/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("email/", signed_in(account.email), name="account_email"),
    path("confirm-email/", public(account.email_verification_sent), name="account_email_verification_sent"),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", public(account.confirm_email), name="account_confirm_email"),
    path("password/change/", signed_in(account.password_change), name="account_change_password"),
    path("password/set/", signed_in(account.password_set), name="account_set_password"),
    path("password/reset/", public(account.password_reset), name="account_reset_password"),
    path("password/reset/done/", public(account.password_reset_done), name="account_reset_password_done"),
    re_path(RESET_KEY, public(account.password_reset_from_key), name="account_reset_password_from_key"),
    path(
        "password/reset/key/done/",
        public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("me/", me.me, name="me"),
    path("me/affiliations/", me.add_affiliation, name="add_affiliation"),
    path("me/affiliations/<ulid:affiliation>/end/", me.end_affiliation, name="end_affiliation"),
    path("me/interests/", me.declare_interest, name="declare_interest"),
    path("me/interests/<ulid:interest>/end/", me.end_interest, name="end_interest"),
    path("me/undertakings/<ulid:undertaking>/accept/", me.accept, name="accept_undertaking"),
    path("me/data/", me.export, name="export_me"),
    path("me/erase/", me.erase, name="erase_me"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/new/", organisations.new_organisation, name="new_organisation"),
    path("organisations/<ulid:organisation>/people/", organisations.members, name="members"),
    path("organisations/<ulid:organisation>/people/add/", organisations.add_member, name="add_member"),
    path(
        "organisations/<ulid:organisation>/people/<ulid:membership>/end/",
        organisations.end_membership,
        name="end_membership",
    ),
    path("records/", retention.retention, name="retention"),
    path("records/kinds/<slug:kind>/due/", retention.due, name="due_records"),
    path("records/classes/<slug:retention>/term/", retention.set_retention, name="set_retention"),
    path("records/classes/<slug:retention>/hold/", retention.hold_records, name="hold_records"),
    path("records/holds/<ulid:hold>/lift/", retention.lift_hold, name="lift_hold"),
]

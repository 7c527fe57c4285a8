from django.urls import path

from cupel_web.screening import views

LISTS = "organisations/<ulid:organisation>/lists/"
VERSION = f"{LISTS}versions/<ulid:version>/"
COMPANY = "companies/<ulid:company>/"
SCREENING = f"{COMPANY}screenings/<ulid:screening>/"
HIT = f"{COMPANY}hits/<ulid:hit>/"
DECISIONS = f"{COMPANY}decisions/"

urlpatterns = [
    path(LISTS, views.lists, name="lists"),
    path(f"{LISTS}import/", views.import_list, name="import_list"),
    path(f"{LISTS}<ulid:watch_list>/", views.watch_list, name="watch_list"),
    path(f"{LISTS}<ulid:watch_list>/import/", views.import_version, name="import_version"),
    path(f"{LISTS}<ulid:watch_list>/changes/", views.list_changes, name="list_changes"),
    path(f"{LISTS}<ulid:watch_list>/rhythm/", views.rhythm, name="list_rhythm"),
    path(VERSION, views.list_version, name="list_version"),
    path(f"{VERSION}progress/", views.import_progress, name="import_progress"),
    path(f"{COMPANY}screenings/", views.screenings, name="screenings"),
    path(f"{COMPANY}screenings/new/", views.new_screening, name="new_screening"),
    path(SCREENING, views.screening, name="screening"),
    path(f"{SCREENING}progress/", views.screening_progress, name="screening_progress"),
    path(f"{SCREENING}again/", views.screen_again, name="screen_again"),
    path(f"{SCREENING}changes/", views.screening_changes, name="screening_changes"),
    path(f"{SCREENING}tuning/", views.tuning, name="tuning"),
    path(f"{SCREENING}manifest.json", views.manifest, name="screening_manifest"),
    path(f"{SCREENING}owned.json", views.owned_json, name="owned_json"),
    path(f"{SCREENING}owned.xlsx", views.owned_workbook, name="owned_workbook"),
    path(f"{SCREENING}hits/", views.hits, name="hits"),
    path(f"{SCREENING}review/", views.review, name="review"),
    path(HIT, views.hit, name="hit"),
    path(f"{HIT}decide/", views.decide, name="decide"),
    path(DECISIONS, views.decisions, name="decisions"),
    path(f"{DECISIONS}decisions.jsonl", views.export, name="export_decisions"),
    path(f"{DECISIONS}bring/", views.bring, name="bring_decisions"),
    path(f"{DECISIONS}rule/", views.rule, name="review_rule"),
    path(f"{DECISIONS}<ulid:decision>/confirm/", views.confirm, name="confirm_decision"),
    path(f"{DECISIONS}<ulid:decision>/back/", views.take_back, name="take_back"),
    path(f"{COMPANY}proof/", views.proof, name="proof"),
    path(f"{COMPANY}search/", views.name_search, name="name_search"),
]

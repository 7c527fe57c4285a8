"""Addresses of drafts."""

from django.urls import path

from cupel_web.drafting.views import clauses, life, reading, word_files

DRAFT = "drafts/<ulid:draft>/"
CLAUSE = f"{DRAFT}clauses/<ulid:clause>/"
WORD_FILE = f"{DRAFT}word-files/<ulid:file>/"

urlpatterns = [
    path("drafts/", life.drafts, name="drafts"),
    path("groups/<slug:slug>/drafts/open/", life.open_draft, name="open_draft"),
    path(DRAFT, reading.draft, name="draft"),
    path(f"{DRAFT}close/", life.close_draft, name="close_draft"),
    path(f"{DRAFT}changes/", reading.changes, name="draft_changes"),
    path(f"{DRAFT}edits/", reading.edits, name="draft_edits"),
    path(f"{DRAFT}edits/<int:number>/undo/", clauses.undo_edit, name="undo_edit"),
    path(f"{DRAFT}glossary/", reading.glossary, name="draft_glossary"),
    path(f"{DRAFT}translations/", reading.translations, name="draft_translations"),
    path(f"{DRAFT}package.zip", reading.package, name="draft_package"),
    path(f"{DRAFT}documents/<slug:document>/", reading.document, name="draft_document"),
    path(f"{DRAFT}word-files/", word_files.word_files, name="draft_word_files"),
    path(WORD_FILE, word_files.word_file, name="draft_word_file"),
    path(f"{WORD_FILE}places/", word_files.place_word_file, name="place_word_file"),
    path(f"{WORD_FILE}original/", word_files.original, name="word_file_original"),
    path(f"{DRAFT}clauses/add/", clauses.add_clause, name="add_clause"),
    path(CLAUSE, reading.clause, name="draft_clause"),
    path(f"{CLAUSE}word/", clauses.word_clause, name="word_clause"),
    path(f"{CLAUSE}parameters/add/", clauses.add_parameter, name="add_parameter"),
    path(f"{CLAUSE}parameters/<str:name>/", clauses.change_parameter, name="change_parameter"),
    path(f"{CLAUSE}checks/add/", clauses.add_check, name="add_check"),
    path(f"{CLAUSE}checks/<slug:check>/", clauses.change_check, name="change_check"),
    path(f"{CLAUSE}translations/<slug:language>/", clauses.translate_clause, name="translate_clause"),
    path(f"{CLAUSE}move/", clauses.move_clause, name="move_clause"),
    path(f"{CLAUSE}split/", clauses.split_clause, name="split_clause"),
    path(f"{CLAUSE}merge/", clauses.merge_clause, name="merge_clause"),
    path(f"{CLAUSE}withdraw/", clauses.withdraw_clause, name="withdraw_draft_clause"),
    path(f"{CLAUSE}judge/", clauses.judge_clause, name="judge_clause"),
    path(f"{CLAUSE}label/", clauses.label_clause, name="label_clause"),
]

"""Addresses of claims, their questions, evidence and sending; `directory.portal.urls` takes them in, last."""

from django.urls import URLPattern, path

from directory.portal import claim_moves, claims, evidence, evidence_files, questions, rooms, send

urlpatterns: list[URLPattern] = [
    path("send/", send.send, name="send"),
    path("claims/<int:pk>/", claims.claim, name="claim"),
    path("claims/<int:pk>/evidence/", evidence.evidence, name="evidence"),
    path("claims/<int:pk>/renew/", claim_moves.renew, name="renew"),
    path("claims/<int:pk>/sheet/shown/", claim_moves.sheet, name="sheet"),
    path("claims/<int:pk>/withdraw/", claim_moves.withdraw, name="withdraw"),
    path("claims/<int:pk>/appeal/", claims.appeal, name="appeal"),
    path("claims/<int:pk>/<slug:section>/", questions.question, name="question"),
    path("evidence/<int:pk>/original/", evidence_files.original, name="evidence_original"),
    path("evidence/<int:pk>/read/", evidence_files.read, name="evidence_read"),
    path("evidence/<int:pk>/remove/", evidence_files.remove, name="evidence_remove"),
    path("evidence/<int:pk>/<int:number>/", evidence_files.page_image, name="evidence_page"),
    path("<slug:room>/", rooms.show, name="room"),
    path("<slug:room>/add/", rooms.add, name="add"),
]

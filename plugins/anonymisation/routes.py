"""The addresses of the moderation site."""

from __future__ import annotations

from plugins._datasette import Route
from plugins.anonymisation.assets import serve_static
from plugins.anonymisation.cards import card, old_findings
from plugins.anonymisation.case_list import cases_list
from plugins.anonymisation.cases import case
from plugins.anonymisation.certificates import certificate
from plugins.anonymisation.erasing import erase, erasing
from plugins.anonymisation.exposure import exposure
from plugins.anonymisation.exposure_item import exposure_item, rarest
from plugins.anonymisation.figures import figures
from plugins.anonymisation.item import hide, item, redact, show_gone, undo
from plugins.anonymisation.journal import journal
from plugins.anonymisation.links import links_of_item
from plugins.anonymisation.login import login, logout
from plugins.anonymisation.password import password
from plugins.anonymisation.people import people
from plugins.anonymisation.persons import persons
from plugins.anonymisation.queue import queue
from plugins.anonymisation.queue_kept import kept
from plugins.anonymisation.queue_list import waiting
from plugins.anonymisation.queue_voice import voice
from plugins.anonymisation.replies import reply

ROUTES: list[Route] = [
    (r"^/-/login$", login),
    (r"^/-/logout$", logout),
    (r"^/-/moderate/static/(?P<name>[a-z.]+)$", serve_static),
    (r"^/-/moderate/item/(?P<id>[^/]+)$", item),
    (r"^/-/moderate/item/(?P<id>[^/]+)/redact$", redact),
    (r"^/-/moderate/item/(?P<id>[^/]+)/hide$", hide),
    (r"^/-/moderate/item/(?P<id>[^/]+)/show$", show_gone),
    (r"^/-/moderate/item/(?P<id>[^/]+)/links$", links_of_item),
    (r"^/-/moderate/item/(?P<id>[^/]+)/answers$", reply),
    (r"^/-/moderate/item/(?P<id>[^/]+)/erase$", erase),
    (r"^/-/moderate/erasing$", erasing),
    (r"^/-/moderate/persons$", persons),
    (r"^/-/moderate/undo/(?P<id>[^/]+)$", undo),
    (r"^/-/moderate/certificate/(?P<id>[^/]+)$", certificate),
    (r"^/-/moderate/queue$", queue),
    (r"^/-/moderate/queue/all$", waiting),
    (r"^/-/moderate/card/(?P<key>[^/]{1,120})$", card),
    (r"^/-/moderate/voice/(?P<id>[^/]+)$", voice),
    (r"^/-/moderate/kept$", kept),
    (r"^/-/moderate/intruder$", exposure),
    (r"^/-/moderate/intruder/(?P<id>[^/]+)$", exposure_item),
    (r"^/-/moderate/combinations$", rarest),
    (r"^/-/moderate/figures$", figures),
    (r"^/-/moderate/findings$", old_findings),
    (r"^/-/moderate/cases$", cases_list),
    (r"^/-/moderate/case/(?P<id>[A-Z0-9-]{1,20})$", case),
    (r"^/-/moderate/log$", journal),
    (r"^/-/moderate/moderators$", people),
    (r"^/-/moderate/password$", password),
]
"""A test walks these, and every other route of the process, as everybody."""

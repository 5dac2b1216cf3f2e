"""The commands that run sites. Each has a module of its own; this one only names them for the entry points."""

from __future__ import annotations

from plugins.demo_command import demo
from plugins.doctor_command import doctor
from plugins.export_command import export_site
from plugins.moderate_command import moderate
from plugins.serve_command import serve
from plugins.topics_command import topics

__all__ = ["demo", "doctor", "export_site", "moderate", "serve", "topics"]

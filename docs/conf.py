"""Settings of the documentation site, which `make docs` writes to build/docs; nothing in it comes from elsewhere."""

from __future__ import annotations

project = "threadkeep"
author = "The threadkeep developers"
html_title = "threadkeep"

extensions = ["myst_parser"]
exclude_patterns = ["screenshots/*"]
# links between the files lead to headings as they do where the files are read in the repository
myst_heading_anchors = 4
nitpicky = True

html_theme = "furo"
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
_LIGHT = {
    "color-brand-primary": "#0b4f4c",
    "color-brand-content": "#0b4f4c",
    "font-stack": "system-ui, sans-serif",
    "font-stack--monospace": "ui-monospace, monospace",
}
html_theme_options = {
    "light_css_variables": _LIGHT,
    "dark_css_variables": {"color-brand-primary": "#8fd6cd", "color-brand-content": "#8fd6cd"},
}

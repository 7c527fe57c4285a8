"""Sphinx configuration: MyST Markdown, four kinds of pages, no network."""

project = "Cupel"
author = "The Cupel developers"
copyright = "The Cupel developers"  # noqa: A001 - the name that Sphinx reads
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
html_theme = "alabaster"
html_theme_options = {"description": "A standard you can run", "fixed_sidebar": True}
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

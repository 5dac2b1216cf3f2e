"""What other tools make of one file, as JSON on the last line; in an interpreter of its own: `peers.py TOOL KIND FILE`.

Each tool is used as its makers mean it; of pelican-import the reading half is called without its conversion by pandoc.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

KINDS = {"takeout": "blogger", "backup": "blogger", "wxr": "wp", "feed": "feed"}


def pelican(kind: str, path: str) -> dict[str, Any]:
    """Return the comments that pelican-import yields beside the posts."""
    from pelican.tools import pelican_import

    readers = {
        "blogger": pelican_import.blogger2fields,
        "wp": lambda given: pelican_import.wp2fields(given, False),
        "feed": pelican_import.feed2fields,
    }
    try:
        rows = list(readers[KINDS[kind]](path))
    except Exception as error:  # noqa: BLE001 - whatever another's program raises is a line of the table
        return {"problem": f"stops with {type(error).__name__}"}
    comments = [
        {"number": row[2].rpartition("-")[2], "parent": "", "author": row[4] or "", "when": row[3], "text": row[1]}
        for row in rows
        if "comment" in row[-2:]
    ]
    return {"comments": comments}


def nikola(kind: str, path: str) -> dict[str, Any]:
    """Return the comments that `nikola import_wordpress --export-comments` writes; it reads no other exports."""
    if kind != "wxr":
        return {"problem": "does not read it"}
    command = [
        sys.executable,
        "-m",
        "nikola",
        "import_wordpress",
        "--export-comments",
        "--no-downloads",
        "-o",
        "out",
        path,
    ]
    done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        return {"problem": "stops with an error"}
    found = [_wpcomment(file.read_text(encoding="utf-8")) for file in sorted(Path("out").rglob("*.wpcomment"))]
    return {"comments": [each for each in found if each]}


def _wpcomment(text: str) -> dict[str, str] | None:
    head, _, words = text.partition("\n\n")
    fields = dict(re.findall(r"^\.\. (\w+): ?(.*)$", head, re.M))
    if fields.get("approved") != "True":
        return None
    return {
        "number": fields["id"],
        "parent": "" if fields.get("parent_id", "0") in ("0", "None") else fields["parent_id"],
        "author": fields.get("author", ""),
        "when": fields.get("date_utc", "").replace(" ", "T")[:16],
        "text": words,
    }


def trafilatura(kind: str, path: str) -> dict[str, Any]:
    """Return the words that trafilatura takes for comments: one text, without authors, times or threads."""
    if kind != "page":
        return {"problem": "does not read it"}
    import trafilatura as tool

    document = tool.bare_extraction(Path(path).read_bytes(), include_comments=True, with_metadata=True)
    return {"blob": (document.comments or "") if document else ""}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    tools = {"pelican-import": pelican, "nikola": nikola, "trafilatura": trafilatura}
    sys.stdout.write("\n" + json.dumps(tools[sys.argv[1]](*sys.argv[2:])) + "\n")

"""What people may type who mean harm: each line of xss.txt, and forms of them that a line cannot hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote

LINES = [line for line in (Path(__file__).parent / "xss.txt").read_text(encoding="utf-8").split("\n") if line]
_BASE = ("<script>alert(1)</script>", "<img src=https://evil.example/x onerror=alert(1)>", "<svg/onload=alert(1)>")
_RIGHT_TO_LEFT, _ISOLATE, _WIDE, _BOM = "\u202e", "\u2067", "\uff1c", "\ufeff"


def _forms(attack: str) -> Iterator[str]:
    """Yield an attack as something else along the way might take it apart or put it together."""
    yield attack.replace("<", "<\x00")
    yield attack.replace("script", "scr\x00ipt").replace("img", "i\x00mg").replace("svg", "s\x00vg")
    yield f"\x00{attack}\x00"
    yield attack.replace("<", "<\n").replace("=", "\t=\r\n")
    yield f"{_RIGHT_TO_LEFT}{attack[::-1]}"
    yield f"{_ISOLATE}{attack}"
    yield attack.replace("<", _WIDE)
    yield f"{_BOM}{attack}"
    yield escape(attack)
    yield escape(escape(attack))
    yield quote(attack)
    yield quote(quote(attack))
    yield "".join(f"&#x{ord(letter):x};" for letter in attack)
    yield "".join(f"\\u{ord(letter):04x}" for letter in attack)
    yield "".join(f"\\x{ord(letter):02x}" for letter in attack)
    yield json.dumps({"text": f"</script>{attack}"})
    yield json.dumps(f'","url":"javascript:alert(1)","x":"{attack}')
    yield f"</title></textarea></style></noscript></template>-->]]>\"'>{attack}"
    yield f'" autofocus onfocus=alert(1) x="{attack}'
    yield f"' style='background:url(https://evil.example/x)' onmouseover='alert(1)' x='{attack}"
    yield f"[{attack}](javascript:alert(1))"
    yield f"{{{{ '{attack}' | safe }}}} {{% include '/etc/passwd' %}} ${{7*7}} #{{7*7}} <%= 7*7 %>"
    yield f"<math><mtext><table><mglyph><style><!--</style>{attack}--></mglyph></table></mtext></math>"
    yield f"<svg><foreignObject><p><style></p>{attack}</style></foreignObject></svg>"
    yield f"<noscript><p title='</noscript>{attack}'></noscript>"
    yield f"<form id=x><input name=parentNode><input name=attributes>{attack}</form>"
    yield f"<select><template shadowrootmode=open>{attack}</template></select>"
    yield f"<xmp></xmp><plaintext></plaintext><listing>{attack}"
    yield f'<iframe srcdoc="{escape(attack)}"></iframe><object data="data:text/html,{quote(attack)}"></object>'
    yield f"<meta http-equiv=refresh content='0;url=https://evil.example/'><base href=https://evil.example/>{attack}"


ATTACKS = [*LINES, *(form for attack in _BASE for form in _forms(attack))]


def packed(longest: int) -> list[str]:
    """Return all attacks as few texts of at most so many characters; what is longer than that is cut."""
    texts, text = list[str](), ""
    for attack in ATTACKS:
        attack = " ".join(attack.split())[:longest]
        if len(text) + len(attack) + 1 > longest:
            texts.append(text)
            text = ""
        text = f"{text} {attack}".strip()
    return [*texts, text]


def together(parts: int) -> list[str]:
    """Return all attacks as that many texts."""
    size = -(-len(ATTACKS) // parts)
    return ["\n".join(ATTACKS[start : start + size]) for start in range(0, len(ATTACKS), size)]

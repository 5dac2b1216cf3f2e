"""How far the surroundings of a word in capitals speak for an acronym: a sum of small weights, positive for yes.

The weights were set on invented text by hand; nothing in them names a community. Words that are no English words start
above zero, common ones far below, and the grammar around them decides: nobody shouts a noun in "the ARMS assessment",
nor names a thing in "it is NOT".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.acronyms.english import UNKNOWN, is_pair, is_word, rank
from archive.acronyms.shapes import Shape
from archive.acronyms.tokens import Token
from archive.acronyms.word_lists import (
    ADJECTIVES,
    COMPLETIONS,
    DETERMINERS,
    FUNCTION,
    HEADS,
    MONTHS,
    NUMBERED,
    PREDICATE_LEFT,
    TWINS,
    VERBS_RIGHT,
    words,
)

_STEPS = ((300, -3.2), (1000, -2.8), (3000, -2.2), (10_000, -1.7), (25_000, -1.4), (50_000, -0.7))
_LENGTHS = {2: 0.4, 3: 0.3, 4: 0.2, 5: -0.3, 6: -1.0}
_PRONOUN_LIKE = frozenset(
    {"it", "us", "who", "me", "or", "am", "as", "so", "we", "he", "at", "an", "be", "do", "no", "go"}
)
_NEVER_AFTER_PREPOSITION = words("am is are be do as or an so if and but go was")
_PREPOSITIONS = words("with on in of via by from using between through without for")
_SUBJECT_RIGHT = words("is was has does isn't wasn't hasn't doesn't adds gives asks says had means")
_IT_LEFT = words("""
    ring rang phone phoned call called email emailed contact ask asked blame told from by for the our your their in
    with and school hospital council trust staff in-house
""")
_LONGEST_LIST = 6
_WRITTEN_TO = words("""
    write wrote written writing refer referred referring complain complained report reported talk talked talking speak
    spoke spoken speaking apply applied send sent sending email emailed move moved moving transfer transferred thanks
    back over according access link linked passed pass belongs switch switched reply replied escalate escalated go went
    going gone came turn turned come
""")
"""What is done to somebody or something: "write to PALS"."""
_AMERICAN = words("""
    colleagues citizens visa dollars government office offices market markets customers region regions army navy
    election president company companies firm firms site spelling english east west team teams date dates
""")
_BROKEN = words("""
    down offline slow up out told asked supposed blocked locked looking coming working trying having here closed busy
    hopeless back moved fixed broken in on
""")
"""What IT is, the department or the network, that "it" is less often."""
_NAMED_ALOUD = 2.4
_LEANING = 0.25
"""What an English word in capitals on its own starts with: few of them are shouted among acronyms."""
_UNSAYABLE = re.compile(
    r"(?!sc[hrl]|s[hpt]r|sp[hl]|thr|[cp]h[lr]|shl|mc)"
    r"(?:[bcdfghjklmnpqrstvwxz]{3}|[bdfjklmnqrvxz][bcdfgjkmpqstvxz])"
)
"""How no English word begins."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around one token, in small letters; empty at the ends of a sentence."""

    left: str
    right: str
    left_text: str
    right_text: str
    left_next: bool
    """True when nothing but a space stands between the word on the left and this one."""
    right_next: bool
    before: str
    """The characters before the token, back to the word on its left."""
    after: str
    is_shouted: bool
    is_asked: bool
    """True after "what is" and "what does"."""
    sits_beside_acronym: bool
    further_left: str
    """The word before the one on the left, whatever stands between."""
    further_right: str


def get_surroundings(tokens: Sequence[Token], index: int, text: str, shouted: frozenset[int]) -> Surroundings:
    """Return what stands around a token."""
    token = tokens[index]
    left = tokens[index - 1] if index and not token.starts_sentence else None
    follower = tokens[index + 1] if index + 1 < len(tokens) else None
    right = follower if follower is not None and not follower.starts_sentence else None
    after = text[token.end : min(follower.start, token.end + 4) if follower else token.end + 4]
    return Surroundings(
        left=left.lower if left else "",
        right=right.lower if right else "",
        left_text=left.text if left else "",
        right_text=right.text if right else "",
        left_next=token.gap == " ",
        right_next=follower is not None and follower.gap == " ",
        before=token.gap[-4:],
        after=after,
        is_shouted=index in shouted,
        is_asked=left is not None and _is_asked(tokens, index),
        sits_beside_acronym=_sits_beside(tokens, index, shouted),
        further_left=tokens[index - 2].lower if left is not None and index > 1 else "",
        further_right=tokens[index + 2].lower if right is not None and index + 2 < len(tokens) else "",
    )


def _is_asked(tokens: Sequence[Token], index: int) -> bool:
    left = tokens[index - 1].lower
    if left in ("a", "an", "the") and index > 1:
        left, index = tokens[index - 2].lower, index - 1
    if left in ("what's", "whats"):
        return True
    return left in ("is", "are", "does", "do", "was") and index > 1 and tokens[index - 2].lower == "what"


def _sits_beside(tokens: Sequence[Token], index: int, shouted: frozenset[int]) -> bool:
    """True when commas, slashes, "and" or "or" join it to a sure acronym, beside it or along a list of capitals."""
    return any(_leads_to_sure(tokens, index, step, shouted) for step in (-1, 1))


def _leads_to_sure(tokens: Sequence[Token], index: int, step: int, shouted: frozenset[int]) -> bool:
    for _ in range(_LONGEST_LIST):
        place = index + step
        if 0 <= place < len(tokens) and tokens[place].lower in ("and", "or", "plus", "nor"):
            place += step
        if not 0 <= place < len(tokens) or place in shouted:
            return False
        gaps = {tokens[at].gap.strip() for at in range(min(index, place) + 1, max(index, place) + 1)}
        if not (gaps <= {"", ",", "/", "&", "+"} and (place != index + step or gaps & {",", "/", "&", "+"})):
            return False
        if _is_sure(tokens[place]):
            return True
        if not tokens[place].text.isupper() or len(tokens[place].text) < 2:
            return False
        index = place
    return False


def _is_sure(token: Token) -> bool:
    core = token.text.removesuffix("s")
    return token.kind == "joined" or (
        len(core) > 1 and core.isalnum() and sum(map(str.isupper, core)) >= 2 and not is_word(core.lower())
    )


def weigh(shape: Shape, around: Surroundings) -> float:
    """Return how far one word in capitals is an acronym by its look and its surroundings; above 0 it is one."""
    word = shape.base.lower()
    weight = _weigh_function(word, around) if word in FUNCTION else _weigh_word(word, around)
    weight += 2.0 if shape.has_small_suffix else 0.0
    weight += 2.0 if around.sits_beside_acronym else 0.0
    weight += _weigh_marks(around)
    return weight - (0.4 if around.left in PREDICATE_LEFT and rank(word) == UNKNOWN else 0.0)


def _weigh_word(word: str, around: Surroundings) -> float:
    if not is_word(word):
        return _weigh_unknown(word, around)
    weight = next((step for limit, step in _STEPS if rank(word) <= limit), -0.4)
    weight += _LENGTHS.get(len(word), -2.2)
    if word in ADJECTIVES:
        weight -= 3
    if word in MONTHS:
        weight -= 1.5
    if around.is_shouted:
        # "THE DAM MEETING" is one where others explain it
        is_named = rank(word) > _STEPS[1][0] and (around.left in DETERMINERS or around.right in HEADS)
        return weight - (_NAMED_ALOUD if is_named else 6)
    return weight + _LEANING + _weigh_grammar(word, around)


def _weigh_unknown(word: str, around: Surroundings) -> float:
    has_vowel = any(letter in "aeiou" for letter in word) and _UNSAYABLE.match(word) is None
    weight = 2.2 if has_vowel else 3.2
    if has_vowel and len(word) > 5:
        weight -= 0.7 * (len(word) - 5)
    if not around.is_shouted:
        return weight
    is_named = around.left in DETERMINERS or around.right in HEADS  # THE MAPPA MEETING
    weight += 1.0 if is_named and len(word) < 7 else 0.0
    return weight - (0.5 if not has_vowel or len(word) < 4 else 1.8 if len(word) == 4 else 2.5)


def _weigh_grammar(word: str, around: Surroundings) -> float:
    """Return what the neighbours say of a dictionary word in capitals on its own."""
    weight = 0.0
    if around.left in DETERMINERS and around.left not in ("no", "some", "any"):
        weight += 1.2 if around.right else 0.0
    if around.right.isdigit() and len(around.right) < 3:
        weight += -1.8 if word in NUMBERED else 1.8
    if around.right in _SUBJECT_RIGHT:
        weight += 0.5
    is_reached = around.left == "to" and around.further_left in _WRITTEN_TO
    if around.left in COMPLETIONS or is_reached:
        weight += 0.8 if len(word) < 5 else 0.3
    if around.left == "what" and around.further_left in ("asked", "ask", "wonder", "wondering", "know", "explain"):
        weight += 2.5
    if around.is_asked and not word.endswith(("ing", "ed", "ly")):
        weight += 2.5
    elif around.left in PREDICATE_LEFT and not is_reached:
        weight -= 0.8 if around.right in _SUBJECT_RIGHT else 1.6
    if around.right in HEADS and not is_pair(word, around.right):
        weight += _weigh_before_noun(word)
    elif around.right and around.right in VERBS_RIGHT:
        weight -= 0.3
    weight += _weigh_pairs(word, around) + (1.7 if word in TWINS else 0.0)
    if around.left == "an" and word[0] not in "aeiou":
        weight += 3
    if around.left == "a" and word[0] in "aeiou" and not word.startswith(("u", "eu", "one")):
        weight += 2
    return weight


def _weigh_before_noun(word: str) -> float:
    """Return less for a common word, which may be stressed there ("the CRISIS team"), than for the name of a thing."""
    if word in TWINS or rank(word) > 25_000:
        return 2.2
    return (1.5 if rank(word) > 2500 else 0.9) - (0.6 if len(word) > 4 else 0.0)


def _weigh_pairs(word: str, around: Surroundings) -> float:
    """Return more for a word that does not go with its neighbours in ordinary English ("sent on AIM and")."""
    left = around.left if around.left_next and rank(around.left) < 20_000 else ""
    right = around.right if around.right_next and rank(around.right) < 20_000 else ""
    if right and is_pair(word, right):
        return -0.4
    if left and is_pair(left, word):
        return 0.0
    return 1.6 if left and right else 0.7 if right or left else 0.0


def _weigh_function(word: str, around: Surroundings) -> float:
    """Return the weight of a word that carries sentences: an acronym only where a thing's name must stand."""
    if around.is_shouted:
        return -8.0
    if word == "it":
        return _weigh_it(around)
    weight = -1.5 if around.sits_beside_acronym and word in _PRONOUN_LIKE else -5.0
    before_noun = around.right in HEADS and not is_pair(word, around.right)
    if around.left in DETERMINERS and around.left not in ("no", "some", "this", "that", "its", "his"):
        weight += 5.5 if word in _PRONOUN_LIKE and word not in ADJECTIVES else 3.0
    if before_noun and word not in ADJECTIVES:
        weight += 2.5 if around.left in PREDICATE_LEFT else 4.0
    if word in _NEVER_AFTER_PREPOSITION and around.left in _PREPOSITIONS and around.right != "when":
        weight += 5.5
    if word == "us" and (around.left in ("in", "across") or around.right_text[:1].isupper()):
        weight += 5.5
    if word == "us" and around.right in _AMERICAN:
        weight += 5.5
    if word == "us" and not around.left and around.right_text.islower() and around.right not in FUNCTION:
        weight += 5.5
    if word == "who" and around.right in ("guidance", "guidelines", "says", "advice", "checklist", "recommends"):
        weight += 5.5
    return weight


def _weigh_it(around: Surroundings) -> float:
    """Return the weight of IT, which is nearly always the department when it stands alone in capitals."""
    weight = 0.0
    if around.right in ("is", "was", "were", "has") and around.further_right in _BROKEN:
        weight += 1.4
    if around.right in HEADS or around.left in _IT_LEFT:
        weight += 1.5
    if around.right in ("is", "was", "has", "will", "would", "isn't", "wasn't", "does", "did", "all", "up", "right"):
        weight -= 0.6 if around.left in _IT_LEFT else 1.2
    if around.left in ("do", "did", "stop", "fix", "get", "make", "is", "was", "hate", "love", "done", "take", "that"):
        weight -= 1.5
    return weight + (0.5 if around.right and (around.left or around.right_text.islower()) else -0.3)


def _weigh_marks(around: Surroundings) -> float:
    weight = 0.0
    if around.before.endswith("*") and around.after.startswith("*"):
        weight -= 0.6
    if around.after.startswith("!"):
        weight -= 0.7
    if not around.left and not around.right:
        weight -= 0.5
    if around.before.endswith("-") or (around.after.startswith("-") and around.after[1:2].isalpha()):
        weight += 0.8
    return weight

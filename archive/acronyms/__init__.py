"""Acronyms in text: where they stand, how they are spelt, what they mean. Pure: texts in, values out.

`read(text)` gives a `Reading`: definitions, persons' initials, and what the text tells the `Lexicon`. With the lexicon
of all texts, `reading.mentions(lexicon)` are the acronyms that stand there; without one, those of the text alone.
`find_answers` reads question and reply, `find_thread_answers` a conversation; `group_spellings` and `group_senses`
bring together what is one, and `choose_sense` says which sense is meant. Spans are
half-open code points of the text given.
"""

from archive.acronyms.answers import find_answers, find_questions
from archive.acronyms.definition import Definition
from archive.acronyms.definitions import find_definitions
from archive.acronyms.lexicon import Lexicon, Sightings, get_key
from archive.acronyms.mentions import Mention, Reading, find_mentions, read
from archive.acronyms.senses import Contexts, Sense, choose_sense, get_context, get_sense_key, group_senses
from archive.acronyms.spellings import SpellingGroup, group_spellings, related_keys
from archive.acronyms.threads import Turn, find_thread_answers

__all__ = [
    "Contexts",
    "Definition",
    "Lexicon",
    "Mention",
    "Reading",
    "Sense",
    "Sightings",
    "SpellingGroup",
    "Turn",
    "choose_sense",
    "find_answers",
    "find_definitions",
    "find_mentions",
    "find_questions",
    "find_thread_answers",
    "get_context",
    "get_key",
    "get_sense_key",
    "group_senses",
    "group_spellings",
    "read",
    "related_keys",
]

"""Acronyms in texts that are not English: shouted and capitalised words of other languages are none."""

import pytest

from archive.acronyms import Lexicon, find_definitions, find_mentions, read

GERMAN = [
    "Und ich dachte, die GmbH hätte das Hochwasser gemeldet. Aber von der Feuerwehr NRW kam KEIN Wort, und mit wem "
    "soll man dann reden? Das Formular in HTML hat hier jeder gesehen.",
    "Das ist VÖLLIG egal! Ich habe mit dem Amt gesprochen, und kein Mensch wusste etwas. Der TÜV war hier, der ADAC "
    "auch, und jeder zahlt.",
    "ALSO MUSS ICH KEIN FREUND SEIN UM DARAUF STOLZ ZU SEIN!",
    "Von wegen! Mit der IEEE hat das nichts zu tun, sein Boot liegt noch am Steg.",
]
FRENCH = [
    "Il pleut par ici, et le moulin est fermé. Par contre la SNCF dit que le train roule, et le TGV aussi.",
    "C'est PAR LÀ qu'il faut passer, pas par le pont. Le HTML de la page est cassé, il manque le lien.",
]
SPANISH = [
    "Hoy NO hay barca, el río viene con mucha agua y la ONU no dice nada. Mañana tampoco hay barca.",
    "Pero si el agua no para, el DNI tampoco. NUNCA había visto tanta gente junto al puente.",
]


def spelt(texts: list[str]) -> set[str]:
    """Return what is taken for acronyms in texts that are read together."""
    readings = [read(text) for text in texts]
    lexicon = Lexicon.gather(reading.sightings for reading in readings)
    return {mention.text for reading in readings for mention in reading.mentions(lexicon)}


@pytest.mark.feature("S7")
@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (GERMAN, {"GmbH", "NRW", "HTML", "TÜV", "ADAC", "IEEE"}),
        (FRENCH, {"SNCF", "TGV", "HTML"}),
        (SPANISH, {"ONU", "DNI"}),
    ],
)
def test_words_of_another_language_are_no_acronyms(texts: list[str], expected: set[str]) -> None:
    assert spelt(texts) == expected


@pytest.mark.feature("S7")
def test_english_texts_beside_them_make_no_word_an_acronym() -> None:
    english = ["The UND of the river, they call it. My PAR is late and so is the HIER.", "The VON? Ask the ICH desk."]
    found = spelt([*GERMAN, *FRENCH, *english])
    assert found.isdisjoint({"Und", "und", "Ich", "ich", "Par", "par", "Von", "von", "hier", "Hier"})


@pytest.mark.feature("S7")
def test_a_german_text_alone_keeps_its_short_capitals() -> None:
    text = "Das ist die NRW-Regel, und die steht im BGB. Hier steht ABER auch etwas, aber nur klein."
    assert [mention.text for mention in find_mentions(text)] == ["NRW", "BGB"]
    assert find_mentions("Το κείμενο για τη γη είναι εδώ. Η ΓΗ είναι μεγάλη και η γη μικρή.") == []


@pytest.mark.feature("T2")
def test_what_a_german_text_explains_is_a_definition() -> None:
    text = "Das Bürgerliche Gesetzbuch (BGB) sagt dazu nichts, und die Gemeinde schweigt auch."
    assert [(one.short, one.long) for one in find_definitions(text)] == [("BGB", "Bürgerliche Gesetzbuch")]
    assert [mention.text for mention in find_mentions(text)] == ["BGB"]


@pytest.mark.feature("S7")
def test_a_comment_of_little_else_than_acronyms_is_no_other_language() -> None:
    assert [one.text for one in find_mentions("NPS, CRC, SPO, PDU and IOM. the psr is late")][:5] == [
        "NPS",
        "CRC",
        "SPO",
        "PDU",
        "IOM",
    ]

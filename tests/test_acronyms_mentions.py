"""Acronyms told from shouting, initials, numerals, masks, units and codes, one invented sentence at a time."""

import pytest

from archive.acronyms import Lexicon, find_mentions, read


def found(text: str) -> list[str]:
    return [mention.text for mention in find_mentions(text)]


@pytest.mark.feature("S4")
@pytest.mark.parametrize(
    ("text", "acronyms"),
    [
        ("He's a PO. Was a P.O. in the nineties, pre-NPS.", ["PO", "P.O.", "NPS"]),
        ("Is there a QA lead? The UX person left. The UI is dire.", ["QA", "UX", "UI"]),
        ("Since TR nobody smiles, and blame IT for the rest.", ["TR", "IT"]),
        ("The CP/O said no. PO/PSO cover is nil.", ["CP/O", "PO", "PSO"]),
        ("Her A&E wait was nine hours.", ["A&E"]),
        ("Ex-PO here, non-CRC, and the CRC-led team's PSR's were late.", ["PO", "CRC", "CRC", "PSR"]),
        ("The NPS's SPOs and a PSO wrote PSRs.", ["NPS", "SPOs", "PSO", "PSRs"]),
        ("OASys, eOASys, ViSOR, MoJ, PQiP and RoSH", ["OASys", "eOASys", "ViSOR", "MoJ", "PQiP", "RoSH"]),
        ("T2A, G4S, 3G, KS2 and MAPPA 3", ["T2A", "G4S", "3G", "KS2", "MAPPA"]),
        ("N.A.P.O. voted.", ["N.A.P.O."]),
        ("The SSSI and the IEEE, the CC and the GSM-R, H@N too.", ["SSSI", "IEEE", "CC", "GSM-R", "H@N"]),
        ("KS1 and KS2 sat down, ks1 got up.", ["KS1", "KS2", "ks1"]),
        ("My MIG plant likes mig wire. The U.K. or U.S.A. flags.", ["MIG", "mig", "U.K.", "U.S.A."]),
        ("Start the IV antibiotics first.", ["IV"]),
        ("any news on the mdt, my psrs are late, put the msg in src", ["mdt", "psrs"]),
        ("Asking from a&e, if your ehcp says so.", ["a&e", "ehcp"]),
        ("The Bail and Support System (BaSys) is down. BaSys, again.", ["BaSys", "BaSys"]),
        ("The o11y of it, the i18n too.", ["o11y", "i18n"]),
        ("Leave the fancy F1 ones for the mice.", ["F1"]),
    ],
)
def test_the_written_forms_of_acronyms_are_found(text: str, acronyms: list[str]) -> None:
    assert found(text) == acronyms


@pytest.mark.feature("S7")
@pytest.mark.parametrize(
    ("text", "acronyms"),
    [
        ("Doing the ARMS assessment made my arms ache.", ["ARMS"]),
        ("Have you got the SALT report? Pass the salt.", ["SALT"]),
        ("We want SAFE staffing, FAIR pay and a REAL contract.", []),
        ("It is NEVER the report. I am NOT joking. WHAT a week.", []),
        ("You MUST sign it; the MUST score can wait.", ["MUST"]),
        ("They FORGOT the handover AGAIN!", []),
        ("THE NPS HAS FAILED AND SO HAS THE MOJ", ["NPS", "MOJ"]),
        ("IT IS A DISGRACE. Ask the IT department.", ["IT"]),
        ("He works for the US army, TELL US why.", ["US"]),
        ("HANDS OFF OUR LIBRARY", []),
        ("Is TIME the problem? It's MONEY.", []),
        ("The RAM is fine, the ROM is dead.", ["RAM", "ROM"]),
        ("SOOOO tired. AAARGH. UNbelievable, REALLy.", []),
        ("My PIP claim, my ESA claim.", ["PIP", "ESA"]),
        ("The CRISIS team rang. The SACK! It has a DATE field.", []),
        ("They DIDN'T come, it ISN’T fair.", []),
        ("What is PIPE when it isn't a pipe? What is WRONG with you?", ["PIPE"]),
        ("SEND it to the SEND team.", ["SEND"]),
        ("SSSH! NOOO! GRRR.", []),
        ("Her PEEP is lost, not a peep out of them.", ["PEEP"]),
        ("GRSPC AND GRMPA ADVERTS MAKE ME CRY", ["GRSPC", "GRMPA"]),
    ],
)
def test_a_shouted_word_is_no_acronym(text: str, acronyms: list[str]) -> None:
    assert found(text) == acronyms


@pytest.mark.feature("S7")
@pytest.mark.parametrize(
    "text",
    [
        "Mr XXXX of Xxxxx House, xx XX",
        "At 10PM or 7 AM, 20 GB, 5 KG, 40 MPH.",
        "Henry IV, Part III, chapter IX, MDCCCXC.",
        "Write to LN4 2QT.",
        "G4ABC worked M0XYZ.",
        "Train 1A23 left, room B12 is cold, and the P45 came.",
        "See https://example.org/NHS/API and mail ME@NHS.example or @NHSuk, MAX_SIZE too.",
        "Mr McKAY has a MkII and a TS50 for the XXIVth time, by hand, ER32 collets, CF3 way.",
        "GitHub, YouTube, McNally, iPhone and WiFi",
        "A black car, LC99 DYK, and WD58 QIZ or WD58-QIZ, P123 ABC and ABC 123X.",
        "My file is KS/2016/04471, or HQ/KS/2016/0447, or 2016/KS/0447, or KS-2016-04471-B.",
        "The plaque says GATE 9, 1961-2012, NEVER FAILED ANYBODY.",
        "LOL. OK. TBH it was FFS again. PS: no.",
        "Set DEBUG=1. Then say `Html` and `Url`. FIXME. It is in section IV.b of J.McKee.",
    ],
)
def test_numerals_masks_units_codes_and_addresses_are_no_acronyms(text: str) -> None:
    assert found(text) == []


@pytest.mark.feature("S7")
def test_what_is_named_calmly_is_not_shouted_with_the_rest_of_its_sentence() -> None:
    lexicon = Lexicon.gather([read("The Duty Area Manager (DAM) called.").sightings])
    text = "Seven years a DAM and NOBODY TOLD US THERE WAS A FEE."
    assert [mention.text for mention in find_mentions(text, lexicon)] == ["DAM"]


@pytest.mark.feature("S7")
def test_an_acronym_beside_a_number_is_one() -> None:
    text = "See PSI 21/2012 on it, read in ISO-8859-1 or in UTF-8, with SHA-256 and RFC 822. The KS1/KS2 lot asked."
    assert found(text) == ["PSI", "ISO", "UTF", "SHA", "RFC", "KS1", "KS2"]
    assert found("Ring NAPO 01632 960417 about the PSR/SDR of 2016.") == ["NAPO", "PSR", "SDR"]


@pytest.mark.feature("T4")
@pytest.mark.parametrize(
    ("text", "initials"),
    [
        ("Read the letter from R.M. last week. He has never held a caseload. KT", ["R.M.", "KT"]),
        ("Thanks KT for the review.", ["KT"]),
        ("As JB said, it will not last.", ["JB"]),
        ("I have said it before and will again\n- dk", ["dk"]),
        ("Mr J.R. Hartley came.", ["J.R."]),
        ("Answers to N.W. by noon.", ["N.W."]),
        ("Mr KT came late.", ["KT"]),
        ("Been told so by G.E.L., who left, and with J.K.L. and all.", ["G.E.L.", "J.K.L."]),
        ("Look at your shoes, all of you. H.R.", ["H.R."]),
        ("The initials are G.F.S. and he drives it.", ["G.F.S."]),
        ("Nobody knows what comes next. SJB", ["SJB"]),
        ("Ask your own chair and your subs. D.T.H. (hon sec)", ["D.T.H."]),
        ("Cllr H. left the room before the vote.", ["H."]),
        ("Our J.S.A. claim was stopped by the J.C.P. lot.", []),
        ("The PD lead left early.", []),
    ],
)
def test_initials_of_persons_are_returned_apart(text: str, initials: list[str]) -> None:
    reading = read(text)
    assert [text[span.start : span.end] for span in reading.initials] == initials
    assert not {mention.span for mention in reading.mentions()} & set(reading.initials)


@pytest.mark.feature("S6")
def test_small_letters_count_where_others_write_capitals() -> None:
    texts = ["The Napo branch met.", "Open oasys, or eoasys, again.", "NAPO members and OASys users.", "arms and ARMS"]
    lexicon = Lexicon.gather(read(text).sightings for text in texts)
    assert [mention.text for mention in find_mentions(texts[0], lexicon)] == ["Napo"]
    assert [mention.text for mention in find_mentions(texts[1], lexicon)] == ["oasys", "eoasys"]
    assert found(texts[0]) == found(texts[1]) == []
    assert "arms" not in [mention.text for mention in find_mentions(texts[3], lexicon)]


@pytest.mark.feature("S6")
def test_a_rare_word_or_name_is_the_acronym_that_others_write_in_mixed_letters() -> None:
    known = ["The Tern Assessment Sheets (TerNAS) are in. TERNAS!", "River Assessment System (RivAS)"]
    lexicon = Lexicon.gather(read(text).sightings for text in known)
    text = "RIVAS, RIVas, Rivas, rivas, erivas, eRivas, eRIVAS and eRivAS; Maria Rivas and Rivas Lopez are people."
    spellings = ["RIVAS", "RIVas", "Rivas", "rivas", "erivas", "eRivas", "eRIVAS", "eRivAS"]
    assert [mention.text for mention in find_mentions(text, lexicon)] == spellings
    assert found("Ask rivas, or Rivas.") == []
    assert found("The River Assessment System (RivAS): ask rivas, or Rivas.") == ["RivAS", "rivas", "Rivas"]
    early = "Paediatric Early Warning Score (PEWS)"
    scored = Lexicon.gather([read(early).sightings])
    assert [mention.text for mention in find_mentions("The pews in the church. PEWS!", scored)] == ["PEWS"]


@pytest.mark.feature("S6")
@pytest.mark.parametrize(
    "typed", ["OASys", "OASYS", "OAsys", "OASYs", "Oasys", "oasys", "eoasys", "eOasys", "oASys", "Eoasys"]
)
def test_every_spelling_counts_where_the_archive_knows_one(typed: str) -> None:
    lexicon = Lexicon.gather([read("It is in OASys.").sightings])
    assert [mention.text for mention in find_mentions(f"Open {typed} again.", lexicon)] == [typed]


@pytest.mark.feature("S6")
@pytest.mark.parametrize("word", ["arms", "Sara", "sara", "seeds", "pit", "it"])
def test_small_letters_of_an_english_word_or_a_name_are_no_acronym(word: str) -> None:
    texts = ["Acute Risk Management Schedule (ARMS)", "Spousal Assault Risk Assessment (SARA)", "Ask IT: the PIT team."]
    texts += ["Skills for Effective Engagement, Development and Supervision (SEEDS)"]
    lexicon = Lexicon.gather(read(text).sightings for text in texts)
    assert find_mentions(f"They said {word} was there.", lexicon) == []


@pytest.mark.feature("S6")
def test_two_small_letters_count_where_a_thing_is_named_and_shouting_has_names_of_things_too() -> None:
    texts = ["The PO said no.", "Ask the po, pa and ta.", "THE MAPPA MEETING IS CANCELLED AGAIN TODAY"]
    lexicon = Lexicon.gather(read(text).sightings for text in texts)
    assert [mention.text for text in texts for mention in find_mentions(text, lexicon)] == ["PO", "po", "MAPPA"]


@pytest.mark.feature("S7")
def test_a_definition_elsewhere_makes_an_english_word_an_acronym() -> None:
    texts = ["Sent to SEEDS again.", "Skills for Effective Engagement, Development and Supervision (SEEDS)"]
    lexicon = Lexicon.gather(read(text).sightings for text in texts)
    assert [mention.text for mention in find_mentions(texts[0], lexicon)] == ["SEEDS"]
    assert [mention.text for mention in find_mentions("Sent to PILOTS again.", Lexicon.gather([], ["PILOTS"]))] == [
        "PILOTS"
    ]

"""Where a text, or a reply to it, says what an acronym stands for."""

import pytest

from archive.acronyms import Turn, find_answers, find_definitions, find_thread_answers


@pytest.mark.feature("T2")
@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("a Pre-Sentence Report (PSR) is", [("PSR", "Pre-Sentence Report")]),
        ("In our place an SP still means a senior patroller though", [("SP", "senior patroller")]),
        ("SP also means sluice plan.", [("SP", "sluice plan")]),
        ("the NPS (National Probation Service) said", [("NPS", "National Probation Service")]),
        ("community rehabilitation companies (CRCs)", [("CRCs", "community rehabilitation companies")]),
        ("OASys (the Offender Assessment System, God help us)", [("OASys", "Offender Assessment System")]),
        ("Violent and Sex Offender Register [ViSOR]", [("ViSOR", "Violent and Sex Offender Register")]),
        ("the oasys (offender assessment system) thing", [("oasys", "offender assessment system")]),
        ("release on temporary licence (“ROTL”)", [("ROTL", "release on temporary licence")]),
        ("Unpaid Work (UPW) on Saturdays", [("UPW", "Unpaid Work")]),
        ("an electrocardiogram (ECG)", [("ECG", "electrocardiogram")]),
        ("MDT meeting (multi-disciplinary team) at ten", [("MDT", "multi-disciplinary team")]),
        ("They've a Continuous Welded Rail gang (CWR).", [("CWR", "Continuous Welded Rail")]),
        ("SPO - Senior Probation Officer", [("SPO", "Senior Probation Officer")]),
        ("DOO - driver only operation - is the plan", [("DOO", "driver only operation")]),
        ("TSR: temporary speed restriction", [("TSR", "temporary speed restriction")]),
        (
            "OM = offender manager, OS = offender supervisor",
            [("OM", "offender manager"), ("OS", "offender supervisor")],
        ),
        ("WMT stands for Workload Management Tool, allegedly.", [("WMT", "Workload Management Tool")]),
        ("ECT (formerly NQT) means Early Career Teacher, now.", [("ECT", "Early Career Teacher")]),
        ("Interim Sentence Plan, ISP for short", [("ISP", "Interim Sentence Plan")]),
        ('"Multi Academy Trust", that\'s what MAT stands for', [("MAT", "Multi Academy Trust")]),
        ("TPO aka tree preservation order", [("TPO", "tree preservation order")]),
        ("UPS i.e. uninterruptible power supply", [("UPS", "uninterruptible power supply")]),
        ("the police and crime commissioner, or PCC, said", [("PCC", "police and crime commissioner")]),
        ("A PR, pull request, was opened", [("PR", "pull request")]),
        ("RRV? It's a road-rail vehicle.", [("RRV", "road-rail vehicle")]),
        (
            "SAR, as any fool will tell you, stands for Safeguarding Adults Review.",
            [("SAR", "Safeguarding Adults Review")],
        ),
        ("What is an EQP? Enhanced Quality Panel. Fine.", [("EQP", "Enhanced Quality Panel")]),
        (
            "Another HDC today. That's home detention curfew for those who don't know.",
            [("HDC", "home detention curfew")],
        ),
        (
            "They did the TSR paperwork, that's temporary speed restriction, by hand.",
            [("TSR", "temporary speed restriction")],
        ),
        ("RFO did it without asking me (Responsible Financial Officer).", [("RFO", "Responsible Financial Officer")]),
        ("I had not heard of VSWR before: voltage standing wave ratio.", [("VSWR", "voltage standing wave ratio")]),
        ("The ESC, for the new lad, is electronic speed controller.", [("ESC", "electronic speed controller")]),
        ("A DNR - not the Danish one, do not resuscitate, the form.", [("DNR", "do not resuscitate")]),
        ("Our SFR cases, sorry, serious failure review cases, went", [("SFR", "serious failure review")]),
        ('She wrote BRB. "Be right back". She was not.', [("BRB", "Be right back")]),
        ("EMF forms! Electromagnetic field compliance, they mean.", [("EMF", "Electromagnetic field")]),
        ("UTC, Coordinated Universal Time, is used.", [("UTC", "Coordinated Universal Time")]),
        ("the LSI-R (Level of Service Inventory)", [("LSI-R", "Level of Service Inventory")]),
        ("DSQ stands for Difficulties and Strengths Inventory.", [("DSQ", "Difficulties and Strengths Inventory")]),
        ("a thing called Doctor at Home or D@H, or so", [("D@H", "Doctor at Home")]),
        ("the pull request, PR, is late", [("PR", "pull request")]),
        ("They call the teaching assistant the TA.", [("TA", "teaching assistant")]),
        ("early warning score charts (EWS) ran out", [("EWS", "early warning score")]),
        ("psr is pre-sentence report", [("psr", "pre-sentence report")]),
        ("A&E is accident and emergency.", [("A&E", "accident and emergency")]),
        ("Accident and Emergency is what A&E stands for.", [("A&E", "Accident and Emergency")]),
        ("CI refers to continuous integration.", [("CI", "continuous integration")]),
        ("HDC's full name is home detention curfew", [("HDC", "home detention curfew")]),
        ("The length of stay went up. Everybody calls it LOS.", [("LOS", "length of stay")]),
        ("It says HDC on the door, which is home detention curfew.", [("HDC", "home detention curfew")]),
        ("Home Detention Curfew. That's what HDC means.", [("HDC", "Home Detention Curfew")]),
        ("A temporary speed restriction is a TSR. A TSR, then.", [("TSR", "temporary speed restriction")]),
        (
            "ECG: electrocardiogram, and ASBO - antisocial behaviour order.",
            [("ECG", "electrocardiogram"), ("ASBO", "antisocial behaviour order")],
        ),
        ("QRP stands for Low Power.", [("QRP", "Low Power")]),
        ("The teaching assistant or TA was late.", [("TA", "teaching assistant")]),
        ("It's Hills on the Air/HOTA weekend.", [("HOTA", "Hills on the Air")]),
        ("XDC -> exponentially damped curve", [("XDC", "exponentially damped curve")]),
        (
            "TAS3 - Temporary Accommodation Service Tier 3 - is full",
            [("TAS3", "Temporary Accommodation Service Tier 3")],
        ),
        ("2SA (two-step authorisation) again", [("2SA", "two-step authorisation")]),
        ("S2S is abbreviated from side-to-side and", [("S2S", "side-to-side")]),
        ("n11d is neighbourhood, letters counted.", [("n11d", "neighbourhood")]),
        ("the court duty officer's (CDO's) desk", [("CDO", "court duty officer")]),
        ("tablets to take away (TTA)", [("TTA", "tablets to take away")]),
        ("TCH = to come home", [("TCH", "to come home")]),
        ("Now it's LN for library nurse, apparently.", [("LN", "library nurse")]),
        ("LFTM, looks fine to me, which means", [("LFTM", "looks fine to me")]),
        ("CDO in our town = court duty officer", [("CDO", "court duty officer")]),
        ("We say CDO. Officially it's the court duty officer.", [("CDO", "court duty officer")]),
        ("cdo? that's court duty officer btw", [("cdo", "court duty officer")]),
        ("our CDO court duty officer, I mean", [("CDO", "court duty officer")]),
        ("my court duty officer CDO said", [("CDO", "court duty officer")]),
        ("Dept. of Harbours (DoH) letter", [("DoH", "Dept. of Harbours")]),
        (
            "Policy is WWG and EBW. What went good, even better when.",
            [("WWG", "What went good"), ("EBW", "even better when")],
        ),
        (
            "court duty officers and river patrol boats (CDOs, RPBs)",
            [("CDOs", "court duty officers"), ("RPBs", "river patrol boats")],
        ),
        ("CDO isn't chief dogsbody officer, it's court duty officer.", [("CDO", "court duty officer")]),
        ("QTH means your location, QSB means fading.", [("QTH", "your location"), ("QSB", "fading")]),
    ],
)
def test_both_forms_side_by_side_are_a_definition(text: str, pairs: list[tuple[str, str]]) -> None:
    definitions = find_definitions(text)
    assert [(one.short, one.long) for one in definitions] == pairs
    for one in definitions:
        assert text[one.short_span.start : one.short_span.end] == one.short
        assert text[one.long_span.start : one.long_span.end] == one.long


@pytest.mark.feature("T2")
@pytest.mark.parametrize(
    "text",
    [
        "my manager (SPO) says",
        "RSR, a risk score",
        "the TA - the agency one - left",
        "HR - he rang",
        "AWOL (again)",
        "I saw the GP, good people that they are",
        "PSR is probably still rubbish",
        "we had a PSR, a SDR and a standard delivery report",
        "I left the NPS. Nobody ever said goodbye.",
        "QSO just means a contact",
        "the old TPO - technically perfectly obsolete - is",
        "They call it RSG, I call it really stupid guesswork",
        "the SMT decided. Some managers think so.",
        "It's the Acute Medical Unit, used to be called MAU",
        "PO stands for nothing in this office.",
        "MAPPA is short for a lot of meetings. TR means the end of us.",
        "SFO: see form overleaf.",
        "NHS = no hope, sorry.",
        "EDM (every day, mate).",
        "The PSO met Peter Sam Oliver at the gate.",
        "I rang the court, CPS and police.",
        "My PO is Penny Oakes.",
        "both PSOs, POs, SPO and others",
        "She wrote a PR about the new pull request.",
        "O(N2^(N/2)) and des Herrn Dennis S. Kley",
        "CDO, not chief dogsbody officer, thank you",
        "Poor Olive (PO for thirty years) retired.",
        "no bonfires before six tomorrow (BST)",
        "his wife's cousin (WC) laughed",
        "GDS. Graphic display system? Nobody knows.",
        "The XYZ (formerly QRS) stands for Low Power Station.",
        "the CC blame a contractor called Dee",
        "PFD, L/J, life jacket, call it what you like",
    ],
)
def test_nearness_alone_is_no_definition(text: str) -> None:
    assert find_definitions(text) == []


@pytest.mark.feature("T2")
@pytest.mark.parametrize(
    ("question", "reply", "expansion"),
    [
        ("What does TSR mean?", "Temporary Speed Restriction - there'll be a board", "Temporary Speed Restriction"),
        ("what's a TTO?", "no such thing as thick. To Take Out, so the tablets", "To Take Out"),
        (
            "could someone explain EHCP to me",
            "Education, Health and Care Plan. Don't.",
            "Education, Health and Care Plan",
        ),
        ("whats epf then", "I think it's the effective practice framework", "effective practice framework"),
        ("anyone know what PDP means", "Means personal development plan mate", "personal development plan"),
        ("what is TM", "Track Manager.", "Track Manager"),
        ("never heard of HDC", "lol home detention curfew", "home detention curfew"),
        ("A&E?", "It's accident and emergency, mate", "accident and emergency"),
        ("what's TSR", "Do you mean temporary speed restriction?", "temporary speed restriction"),
        ("Watch my ALC, he said. Should I be worried?", "It's automatic level control, no", "automatic level control"),
        ("A form came about FSM. Is it swimming", "Not swimming, pet, it's free school meals.", "free school meals"),
        ("What is a DWL please", "Daily working list. It hangs by the door.", "Daily working list"),
        (
            "The pack has a page headed SFWS. Is that the fire thing?",
            "Yours is site fire warden sheet, sign it.",
            "site fire warden sheet",
        ),
        (
            "They want me to do a TSR on Friday",
            "That's your temporary speed restriction, it's fine",
            "temporary speed restriction",
        ),
        (
            "newly licensed. chap told me to check my EPR",
            "Bless you. Estimated peak rating: what leaves it.",
            "Estimated peak rating",
        ),
        (
            "What's a VLQ?",
            "Vetting level query I'd have said, but we say visitor liaison questionnaire.",
            "visitor liaison questionnaire",
        ),
        ("What's the DX post?", "Dummy crossing, love.", "Dummy crossing"),
        (
            "what is pip when it's at home",
            "personal independence purse. used to be other",
            "personal independence purse",
        ),
    ],
)
def test_a_reply_explains_what_was_asked(question: str, reply: str, expansion: str) -> None:
    (answer,) = find_answers(question, reply)
    assert answer.long == expansion == reply[answer.long_span.start : answer.long_span.end]
    assert question[answer.short_span.start : answer.short_span.end] == answer.short


@pytest.mark.feature("T2")
@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("what's SPO?", "She is a person of note. so please only ring once"),
        ("what is TM", "the manager told me nothing"),
        ("My SPO is off sick.", "some people only pretend"),
        ("Is the PSR late? My SPO knows.", "It's simply plain old-fashioned."),
        ("what's a TPH?", "no idea sorry. try phoning head office"),
        ("Ring IT, or what's left of it.", "I've told the cat."),
        ("What is IT?", "I've told the cat."),
        ("Does anyone still use the old PCs?", "A slip in my previous comment, sorry."),
        ("Thanks for FX3, does it print?", "only the window for x three times"),
        ("Is the GP any better?", "Kind regards, Tobias (Team Garden Post)"),
        ("And the ABM?", "It all went to the Abmaker in the end."),
        ("What's the SAT for?", "I was there on Saturday."),
        ("On the FSM kids?", "which had four spelling mistakes in it"),
        ("It is NOT fair.", "number one tables. number two tables."),
    ],
)
def test_a_reply_that_happens_to_start_alike_is_no_answer(question: str, reply: str) -> None:
    assert find_answers(question, reply) == []


def turn(name: str, text: str, parent: str | None = None) -> Turn:
    return Turn(name, text, {one.short.lower() for one in find_definitions(text)}, parent)


@pytest.mark.feature("T2")
def test_a_conversation_answers_each_question_once_and_in_order() -> None:
    turns = [
        turn("a", "What's EPF?"),
        turn("b", "And what is EPF, please?"),
        turn("c", "No idea, ask at the desk."),
        turn("d", "It's the effective practice framework."),
        turn("e", "Effective practice framework, yes."),
        turn("f", "What's a TSR?"),
        turn("g", "A TSR (temporary speed restriction) is a board."),
        turn("h", "Temporary speed restriction."),
    ]
    found = [(one.question.id, one.reply.id, one.definition.long) for one in find_thread_answers(turns)]
    assert found == [("a", "d", "effective practice framework"), ("b", "d", "effective practice framework")]
    assert list(find_thread_answers(turns, stands=lambda asking, _: asking.id == "f")) == []
    allowed = find_thread_answers(turns[:5], may_be_said=lambda one: one.long[0] == "E")
    assert [(one.question.id, one.reply.id) for one in allowed] == [("a", "e"), ("b", "e")]


@pytest.mark.feature("T2")
def test_an_answer_far_on_is_heard_where_it_says_what_it_answers() -> None:
    between = [turn(str(number), "Lovely weather.") for number in range(20)]
    asked, said = turn("a", "What's EPF?"), "Effective practice framework."
    assert list(find_thread_answers([asked, *between, turn("z", said)])) == []
    (answer,) = find_thread_answers([asked, *between, turn("z", said, "a")])
    assert (answer.question.id, answer.reply.id) == ("a", "z")


@pytest.mark.feature("T2")
@pytest.mark.parametrize(
    "text",
    [
        "- RCC is everything else.\n- If the river changes colour during your shift you ring the desk.",
        "Is SB a person? It's seen by, or it's Sam Bright, and then he's never happy.",
        "ERRS = \"Error\" - plays an 'error' sound",
        'DEM = "Decimal conversion of the result"',
    ],
)
def test_an_everyday_phrase_a_person_or_half_a_quotation_is_no_definition(text: str) -> None:
    assert find_definitions(text) == []

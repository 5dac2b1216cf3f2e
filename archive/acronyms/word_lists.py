"""The words that the rules of acronyms go by. Data only: what is done with them stands beside its use."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a text as a set; data is easier to read without quotation marks."""
    return frozenset(text.split())


NOT_WORDS = words("""
    pc pcs cd cds pm ii iii iv vi vii viii ix xi xii xiii xiv xvi xvii xix xxx atm ira est inc ltd etc eur gnu ftp rpm
    mhz khz ghz dpi ppm eos urls url dts esp mfg ssh mos pvt dept asst csc cts pms bpm gre ats avs amt cpd civ uhf vhf
    ohms dps dol rte asp ais sim pts soc dds cps fps faq faqs cpl rel leu mod ser sra med sci rec adv nat mag mem pos
    acc nav adm cen nom arr fac sta rms ops obs ref dep sec org app apps apis api pal pol dis mea asa pos cor ter eng
    gar gen dir std inf rev vol std avg las pic def rep obj med inst env ems pep tot mus eff dem bis ern ora cts emf
    pes mat asd ara cat cams hal ont eta tes sas sen ord pax ila wap sop dor ups oms aga ana amp ami res cir std lab
    com sar ret par gov isl fra ava cit leo ind hor las ado sac ans int ens tel ext hrs proc sats led ted ism mae
    los der que una und tia ole eau aus ste hwy exp var cid cad esd inv typ kos tau psi dat dit rad sol voc tex sri qua
    bio
""") - words("cat lab led mat obs pal sen mod asp rep gen ted leo")
"""Abbreviations that the list of English words holds; none of them is a word that somebody shouts."""

SLANG = words("""
    shite shitshow obvs innit arsed gobsmacked soz ffs lol lmao omg wtf hmm hmmm grr grrr argh aargh aaargh aaagh ugh
    yay woo woohoo nope yep yup yeah nah meh duh bah tut pfft psst sh shh shhh sheesh yikes ha haha hahaha ahem phew
    blah gobby naff bodged bunkum ropey skanky blummin blooming nowt owt nada gah strewth cor woop sozzled wobbly kaput
    isnt dont doesnt didnt cant couldnt wouldnt shouldnt wont wasnt werent hasnt havent arent aint im ive youre theyre
    thats whats theres wanna gonna gotta cos coz bloody fecking feck gawd omfg jeez crikey blimey wow oi oy ooh ouch
    ok okay okey tbh ffs imho imo fyi asap btw rofl roflmao afaik iirc fwiw ianal smh ikr brb nsfw eg ie etc vs cc bcc
    wontfix obv def tho thru
    admin backlog kudos bullshit bollox bollocks wankers tosspots numpties muppets gits sods plonkers twats
    null void true false select insert update delete where put get post head todo fixme
    cannot online offline email website smartphone lanyard lanyards laminator headteacher trainset footplate timetable
    readme license changelog
    reoffending resits sandbox codebase refactor standup scrum deploy rollback laptop laptops voicemail
""")
"""What people write in capitals that the list lacks, and general shorthand, which no community needs explained."""

FUNCTION = words("""
    the a an and or but nor so yet if then than that this these those there here who whom whose which what when where
    why how i me my mine we us our ours you your yours he him his she her hers it its they them their theirs
    be is am are was were been being do does did done have has had having will would shall should can could may might
    must ought not no never ever always only just even still very too really so quite all any some every each both
    either neither none one two three more most much many few less least such same other others another own again also
    to of in on at by for from with without into onto over under up down out off about after before between against
    through during until till since because as while though although once now soon already almost nothing anything
    something everything nobody anybody somebody everybody everyone someone anyone yes please let go get got make made
    take know think want need say said see come well good bad right wrong new old first last next big whole entire
    thank thanks stop start absolutely totally completely exactly finally definitely actually seriously literally
""")
"""Words that carry a sentence; in capitals they are nearly always shouted."""

TWINS = words("""
    ace aces aids aim aims arc arms bats cad cam cat cats cob cop cot dab dart dip dish emma ira lac lad lea led
    leo les lit mash mat mat must nap news nice nest oar odd pace pads pal pals pat peg pep pin pip pit prom ram rat
    rib rim rom sac sage salt sap sar sara sat seeds sen send shape sid sim smart soap sob spa span spar star stem tens
    thrive tar tupe vat wasp abc asset bass cage cams carat chat crud dash gag halo iris lamp mac mast merit mom oscar
    pace pact pan pews pips pod rag raid rest scope sids sims snap spin star swot ted tic tide tops
""") - words("rat sob odd must dish lad emma")
"""English words that name things somewhere too, so that capitals on one of them mean more than on others."""

ADJECTIVES = words("""
    whole new old real right wrong same main only best worst big full entire actual bad good great own very most least
    first last next other more less many few all every each both two three four five six ten one no any such total
    free proper local national public private human poor rich true false fair unfair extra final long short high low
    huge tiny small large major minor key top single double bloody damn complete utter absolute sheer exact latest
    ever never always just even still really so too paid unpaid mandatory compulsory serious urgent important
    current previous former senior junior male female young dead live daily weekly monthly annual legal illegal
    shouty entirely completely correct incorrect different similar second third another half quarter red green blue
    official unofficial internal external permanent temporary safe unsafe useless pointless basic simple front back
    black white yellow enough less fewer biggest smallest longest shortest fastest slowest cheapest easiest hardest
""")
"""Words that stand before a noun and are stressed there ("the WHOLE team")."""

DETERMINERS = words("a an the our your their my his her its this that these those each every per any another no some")

COMPLETIONS = words("""
    do doing does did done complete completes completed completing fill filled filling write writes wrote writing
    written use uses used using run runs running via per through undertake undertaken undertaking deliver delivered
    attend attended attending join joined joining called read update updated updating submit submitted scored scoring
    assess assessed ring rang ringing phone phoned call ask asked contact email emailed blame tell told install
    installed under and or plus trained
""")
"""What is often done to a thing that an acronym names."""

HEADS = words("""
    assessment assessments assessor assessors tool tools report reports reporting form forms team teams unit units
    officer officers course courses meeting meetings order orders system systems training programme programmes program
    scheme schemes grade group groups score scores scoring chart charts plan plans planning review reviews level levels
    champion champions panel panels board member members staff support department office desk helpdesk manager managers
    lead leads register policy policies guidance process procedure procedures framework model models standard standards
    protocol protocols database data software code codes server servers client clients network networks project
    projects paperwork worker workers work service services specialist specialists coordinator co-ordinator trained
    training qualified accredited tests test tested testing check checks audit audits inspection inspections licence
    license conditions condition referral referrals clinic clinics ward wards nurse nurses doctor doctors patient
    patients lesson lessons teacher teachers class classes exam exams exams qualification pupil pupils child children
    budget funding target targets band bands mode modes antenna aerial repeater rig signal signals card cards
    contest station stations train trains units fleet stock franchise line route driver drivers guard guards union
    branch rep reps conference committee council councillor contract contracts case cases caseload requirement
    requirements days module modules package packages library libraries file files format formats interface request
    requests endpoint pipeline build job jobs branch field fields table tables query queries key keys value values
    problem problems issue issues kit guy guys people person bloke chap skills room suite equipment correspondent
    infrastructure provider security consultant consultants outage failure rollout upgrade woes ticket tickets
    handbook manual workbook checklist template spreadsheet screening screen app portal login account accounts
    pathway pathways line lines pump pumps scan scans machine trolley round rounds fluids antibiotics drip cannula
    government guidelines citizens army president company companies version taps thread threads chair pilot session
    sessions toolkit intervention interventions techniques technique approach certificate certificates markers marker
""")
"""What stands after an acronym used as an adjective ("the ARMS assessment")."""

PREDICATE_LEFT = words("""
    is are was were be been am isn't aren't wasn't weren't not to will would can could should shall may might must won't
    can't don't doesn't didn't wouldn't couldn't shouldn't so very too really more most as i we you they he she it who
    i'm we're you're they're he's she's it's that's i've we've you've they've i'd we'd you'd they'd i'll we'll you'll
    they'll there's cannot never always just only even still also please let's let has have had having get got getting
    absolutely totally completely all both ever how why what if when because but
""")
"""Words after which a verb, an adjective or an adverb stands, seldom a thing's name."""

VERBS_RIGHT = words("""
    to me us him them it you up out off on in at that this these those my your his her its our their a an the and but
    be been do not so very enough again ever now then here there than of
""")

SPEECH = words(
    "said says say wrote writes asked asks reckons thinks replied told tells mentioned points pointed put puts knows"
)
SIGN_OFFS = words("regards cheers thanks thankyou love best yours ta sincerely faithfully wishes solidarity")
ADVISING = words("""
    pick ask try ring phone call go get put take give tell send write read check wait keep stop start let make use leave
    buy bring look see find come stay turn hold change move talk speak pay sign print press pull push offer treat help
""")
"""What advice begins with."""

CLOSINGS = words("thanks cheers regards")
PERSONS = words("""
    clerk officer teacher head deputy nurse sister matron doctor consultant guard driver fireman signalman signaller
    boss manager supervisor colleague friend mate neighbour wife husband partner daughter son brother mum dad mother
    father uncle aunt cousin gaffer foreman inspector secretary chair chairman chairwoman treasurer president caretaker
    cook chap bloke lad lass woman man lady gentleman girl boy trainee student apprentice porter cleaner librarian
    warden receptionist registrar midwife tutor mentor assistant lead developer engineer tester operator councillor
    postman landlord tenant bookkeeper keeper captain coxswain ringer contributor commenter poster author
""")
"""What a person is called by."""

NUMBERING = words("""
    part chapter phase type schedule section volume stage grade level class world war henry edward george article
    annex appendix item version title book act scene category tier form mark mk no number year vol installer
""")

NUMBERED = NUMBERING | words("""
    gate door floor bay room unit flat house block berth dock pier lock bridge junction exit lane track table seat desk
    step rule point page line file box row day week game round lesson test question answer group team site route bus
""")
"""Things that people count out, which a sign or a notice shouts with their number (GATE 9)."""

SHORTENED = words("""
    thx pls plz msg msgs txt txts ppl mths wks yrs hrs mins secs ltd govt dept pvt dr drs mr mrs st rd vs prj mgr mgrs
    mgmt mtg mtgs pkg pkgs wknd wkd bth brb ngl smth tmrw nxt lst frm gd hv wld cld shld nd rd th nth pts pct hmm psst
    shh brr grr tsk pfft xth ctd cwt pp qty ref src cmd tmp dst fwd ctrl cfg ptr str fn kwd fml gtg bbl bbs jks sry bf
""")
"""Words that people shorten by leaving out the vowels."""

CODED = words("""
    platform road room bay unit part model number no ref reference bus route flight locomotive loco class serial coded
    marked module modules booklet postcode plate registration reg box rig radio transceiver engine type version firmware
    chip
""")
"""Words after which letters with digits are a code."""

MONTHS = words("jan feb mar apr may jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun")

MONTH_NAMES = words("""
    january february march april may june july august september october november december christmas easter
""")

UNITS = words("""
    kg g mg km m cm mm ml l kb mb gb tb kbps mbps gbps hz khz mhz ghz db dbm dbi kw w mw kwh mwh wh v kv mv a mah
    mph kph kmh rpm psi bar lb lbs oz ft in yd st nd rd th am pm k s hrs hr min mins sec secs p x c f hp cc ohm ohms
    kohm wpm bpm fps dpi px em kcal kj
""")
"""What a number counts; never an acronym when it stands after one."""

TAKEN_MIXED = words("""
    wifi hifi scifi iphone ipad ipod imac youtube whatsapp linkedin github gitlab facebook javascript typescript
    powerpoint paypal ebay mcdonald postgresql macbook playstation airbnb hashmap stackoverflow latex deepmind
    openai spacex fedex sharepoint onedrive onenote wordpress tiktok chatgpt bluesky redhat dropbox
""")
"""Names of products and firms that only look like mixed-case acronyms."""

TWO_LETTERS = words("uk eu us un hr it pr tv mp gp ni ai qa po nhs bbc bt pc ta hq id ed la ci")
"""Two letters that are an acronym nearly everywhere, never a person's initials."""

ROADS = words("a b m")
"""Letters that stand before the number of a road."""

ARTICLES = words("the a an your their our my his her its it's this that these those")
STOP_WORDS = words("of the and for in to a an on at by with or from & into as is per not its our de la")
"""What a long form may hold that its letters skip."""

EVERYDAY = FUNCTION - words("""
    only all first last new old good bad right wrong no own out over under off up down one two three both each any every
    whole next more most many few less least other another off before after during between against about need work go
    do not now stop start self to of in on at by for from with without into onto and or through until since as done get
    know take think make see here there
""")
"""Words that stand in talk and hardly ever in the name of a thing."""

TALK_ADVERBS = words("""
    technically honestly allegedly presumably literally utterly thoroughly frankly hopefully possibly certainly
    definitely seriously mostly nearly hardly barely badly supposedly merely purely terribly awfully incredibly horribly
    eventually sadly unfortunately luckily ideally theoretically
""")
"""What people comment with and name nothing by, besides the commonest words in -ly."""

WHEN = words("""
    today tomorrow yesterday tonight monday tuesday wednesday thursday friday saturday sunday morning afternoon evening
    week month year
""")
"""Words that tell when something is, and end no name of a thing in small letters."""

BETWEEN_STRONG = words("""
    stands stood standing means meant meaning mean short abbreviated abbreviation acronym initialism shorthand shortened
    aka a.k.a a.k.a. alias viz i.e i.e. ie expands abbreviates full known namely formerly stand refers represents
    spelled spelt translates denotes signifies unpacked unabbreviated expanded code jargon
""")
"""Words between a short and a long form that say that one explains the other."""

NAMING = words("becomes become call calls called name named hence thus hereafter henceforth dubbed termed")
"""Words between a long form and the short one behind it that say that it is the name."""

BETWEEN = BETWEEN_STRONG | words("""
    hence thus henceforth dubbed termed out
    is was are were be being would will for the a an our your their my his her to of in as and or it it's it’s its
    that that's that’s thats this which who what we you they i us me everyone everybody people think believe
    apparently actually officially really just simply only still now then sorry er um so call calls called name named
    title give say says said proper term letters by goes otherwise also usually sometimes always plain old new rest
    mortals uninitiated day days here there folk used once if don't don’t not know do does did well yes no right
    that'd that’d it'd could should rather other words even though jargon speak money basically technically literally
    like e.g these hereafter from
""")
"""Everything else that people put between the two."""

"""Kinds of information that narrow down who somebody is: the words that call for a look, and the pattern that decides.

A clue is asked of a clause in small letters with straight apostrophes, and only where one of its words stands in the
clause ("#" for a number). `weight` 2 tells enough alone, 1 only beside another kind. `we` says whether it counts in a
clause that says we and our, and not I and my. Patterns of posts and kin are in `people`.
"""

from __future__ import annotations

from archive.redaction.entities import Entity
from archive.redaction.lexica import health, lives, vague, work
from archive.redaction.lexica.clues import Clue, clues_of
from archive.redaction.lexica.people import COMMON_POSTS, KIN, RARE_POSTS
from archive.redaction.screens import Screen

_ONES = "one two three four five six seven eight nine"
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fourty fifty sixty seventy eighty ninety"
_TENS_ANY = f"(?:{_TENS.replace(' ', '|')})"
_ONES_ANY = f"(?:{_ONES.replace(' ', '|')})"
NUMBER = (
    rf"(?:\d{{1,4}}(?:\.\d)?|{_TENS_ANY}[ -]{_ONES_ANY}|{_TENS_ANY}(?:[ -](?:odd|something))?|{_ONES_ANY}"
    rf"|{_TEENS.replace(' ', '|')}|hundred(?: and \w+)?|dozen|couple of|few|several)"
)
MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun"
    r"|jul|aug"
    r"|sept?|oct|nov|dec)"
)
YEAR = (
    r"(?:(?:19[3-9]|20[0-4])\d|'\d\d|(?<=in )[4-9]\d(?![\w%:.]| \w)|(?<=of )[4-9]\d(?![\w%:.]| \w)|(?<=since "
    r")[4-9]\d(?![\w%:.]| \w))"
)
_WHEN = (
    rf"(?:{YEAR}\b|(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH}\b|\b{MONTH}\b(?: \d{{1,2}}(?:st|nd|rd"
    rf"|th)?\b)?|the \d{{1,2}}(?:st|nd"
    r"|rd|th)\b|\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?\b|(?:last|next|this|that|the following) (?:year|month|week"
    r"|spring|summer|autumn|winter|easter"
    r"|christmas|term|mon|tues|wednes|thurs|fri|satur|sun)\w*|(?:easter|christmas|whitsun|michaelmas|new year"
    r"|half[ -]term)\b"
    rf"|(?:in|within|another) {NUMBER} (?:days?|weeks?|months?|years?)(?:'| time)?|(?:end|start|beginning|middle) "
    rf"of (?:the |this |next )?(?:year|month|term"
    rf"|week|summer|\w+)|{NUMBER} (?:days|weeks|months|years) (?:ago|back|time|left|to go)|tomorrow|monday|tuesday"
    rf"|wednesday"
    r"|thursday|friday|saturday|sunday|the (?:eighties|nineties|noughties|80s|90s|70s|60s|sixties|seventies))"
)
_NOT_LONG = r"(?![ -]old)(?! ago| back| time| later| from now| olds)"
_LIFE = (
    r"(?:qualif\w+|train(?:ed|ing)|join(?:ed|ing)|start(?:ed|ing)|began|begun|left|leaving|retir\w+|moved?|moving"
    r"|transfer\w*|came|went|got"
    r"|became|been|work(?:ed|ing)?|taught|teaching|did|served|since|born|married|divorced|wed|diagnosed|promoted"
    r"|appointed|elected|ordained"
    r"|lost|passed|graduat\w+|finish\w*|took|signed|hired|recruited|redundan\w+|sacked|dismissed|suspended|was"
    r"|were|had|second\w+|stood"
    r"|intake|cohort|class of|matriculat\w+|enrolled|arrived|returned|rang|sang|ringing|learnt|learned|widowed"
    r"|separated|started|employed"
    r"|hospital|off|broke|buried|retire|posted|bought|given|made|tupe\w*|bapti[sz]ed|licensed|confirmed|emigrated"
    r"|settled)"
)
_POST_WORDS = f"{COMMON_POSTS}|{RARE_POSTS}"
_ARTICLE = (
    r"(?:an? |the |one of the |one of |(?:yet )?another |just an? |only an? |still an? |also an? |now an? "
    r"|currently an? )"
)
_MODIFIER = (
    r"(?:(?:humble|mere|lowly|fellow|front[ -]?line|newly|recently|qualified|experienced|seasoned|senior|junior"
    r"|acting|former|ex|retired|part[ -]?time"
    r"|full[ -]?time|long[ -]?serving|old|young|new|current|serving|trainee|student|deputy|assistant|chief|lead"
    r"|principal|specialist|community"
    r"|lapsed|female|male|woman|black|asian|gay|disabled|working|agency|seconded|temporary|permanent|retained|on[ "
    r"-]call|volunteer|primary|secondary"
    r"|infant|maths|english|science|history|music|art|pe|first|second|third|final|[12]st|2nd|3rd|year|mental"
    r"|health|social|victim|court|prison|probation"
    r"|housing|benefits|district|staff|theatre|icu|a&e|bank|night|ward|school|college|university|parish|church"
    r"|cathedral|branch|tower|club|council|county"
    r"|borough|local|regional|national|hospital|phd|doctoral|research|teaching|visiting|hourly[ -]paid|fixed[ "
    r"-]term|zero[ -]hours|lone|only|sole|single"
    r"|bell|choir|fire|police|railway|bus|train|lorry|van|software|it|systems?|network|data|web|backend|frontend"
    r"|hobby|amateur|novice|keen|licensed|qualified"
    r"|semi[ -]?retired|soon[ -]to[ -]be|\d+(?:st|nd|rd|th)?[ -](?:yr|year)s?(?:[ -]old)?|cpd|group|family|young"
    r"|adult|care|support|case|key|field|works?|shop|site|plot|duty"
    r"|programmes?|unpaid|treatment|practice|learning|team|area|office|frontline|public|civil) )"
)
_KIN_BEFORE = (
    r"(?:(?:own|late|dear|poor|elderly|little|older|younger|eldest|youngest|oldest|big|baby|other|two|three|four"
    r"|five|six|twin|disabled|autistic"
    r"|teenage|adult|grown[ -]up|young|long[ -]suffering|lovely|new|first|second|ex|ex-|then|future|step|\d+|\w+[ "
    r"-]year[ -]old|good) )"
)
CONDITIONS = (
    r"(?:cancer|tumou?r|leuk\w+|lymphoma|chemo\w*|radiotherapy|stroke|heart (?:attack|condition|failure|trouble"
    r"|op\w*|bypass)|bypass|stent|angina"
    r"|depress(?:ion|ed|ive)|anxiety|anxious|panic attacks?|break ?down|ptsd|epilep\w+|seizures?|diabet\w+"
    r"|multiple sclerosis|arthritis|bipolar|autis\w+"
    r"|asd|the spectrum|statins?|adhd|aspergers?|asperger's|dyslex\w+|dysprax\w+|deaf|hearing aids?|blind|sight "
    r"loss|wheelchair|disab(?:led|ility)|pregnan\w+|miscarr\w+|ivf"
    r"|stillbirth|still birth|menopaus\w+|surgery|an op\b|operation|(?:new|replacement|dodgy|bad|broken|second"
    r"|my) (?:hip|knee|back|leg|ankle|wrist|shoulder|arm|neck)"
    r"|hip replacement|knee replacement|antidepressants?|anti-depressants?|sertraline|citalopram|fluoxetine|prozac"
    r"|valium|diazepam|beta ?blockers?"
    r"|counselling|in therapy|therapist|tablets|medication|meds\b|insulin|dialysis|transplant|diagnos\w+"
    r"|migraines?|asthma\w*|copd|crohn'?s|coeliac|colitis|ibs|endometriosis"
    r"|fibromyalgia|lupus|parkinson'?s|dementia|alzheimer'?s|burn(?:t|ed)? ?out|burnout|suicid\w+|self[ -]harm\w*"
    r"|overdos\w+|alcoholic|alcoholism|in recovery|recovering|sober|addict\w*"
    r"|long covid|sectioned|psychiatr\w+|eating disorder|anorexi\w+|bulimi\w+|schizo\w+|psychosis|ocd|sciatica"
    r"|slipped disc|blood pressure|hypertension|ulcer|hernia|pneumonia"
    r"|shingles|tinnitus|vertigo|glaucoma|cataracts?|stammer\w*|stutter|pacemaker|biopsy|lump|mastectomy"
    r"|hysterectomy|amput\w+|prosthe\w+|limp|hiv|hepatitis|sleep apnoea|insomnia"
    r"|chronic fatigue|cfs\b|rsi\b|carpal tunnel|concussion|fractured?|broke my|broken (?:leg|arm|ankle|wrist|rib"
    r"|collarbone|hip)|collapsed|in hospital|hospitali[sz]ed|admitted to|occupational health"
    r"|reasonable adjustments?|postnatal|post-natal|caesarean|c-section|tourettes?|tourette's|(?:have|has|got|with"
    r"|had|my) ms\b|me/cfs"
    r"|bereave\w+|grief|terminal\w*|triple|one working eye|lost (?:an eye|a leg|my sight)|sepsis|dying|one under"
    r"|hysterectomy|vasectomy|prostate|breast|kidney|liver|lung)"
)
_VAGUE_HEALTH = (
    r"(?:my (?:hearing|eyesight|sight|memory|legs|hands|health|knees)|dark place|not been too|in for a few days"
    r"|ill\b|ill[ -]health|poorly|unwell|not (?:been )?(?:well|very well|great)|haven't been (?:well|right|great)"
    r"|health|stress(?:ed)?\b|sick\b|my nerves|tears|signed off|gp\b|doctor\b"
    r"|doctors\b|exhausted|sleepless|not sleeping|can't sleep|couldn't sleep|on my knees|at breaking point|oh "
    r"referral|hospital|cracking up|crying|cried|a bad patch|a rough patch|struggling|wobble)"
)
_FAITHS = (
    r"(?:christian|muslim|hindu|sikh|jewish|jew|catholic|quaker|methodist|baptist|anglican|protestant|presbyterian"
    r"|pentecostal|evangelical|atheist|agnostic|pagan|buddhist"
    r"|jehovah's witness|mormon|humanist|salvationist|orthodox|church ?goer|churchgoing|born[ -]again|practising"
    r"|convert|believer in god|communicant|bell-?ringing christian|wiccan|rastafarian|rasta)"
)
_SELVES = (
    r"(?:gay|lesbian|bisexual|bi\b|trans\b|transgender|queer|non-binary|lgbt\w*|same-sex|civil partner\w*|black "
    r"(?:woman|man|british|african|officer|worker|member|\w+er\b)|asian (?:woman|man|\w+er\b)|mixed race"
    r"|mixed-race"
    r"|polish|irish|romanian|bulgarian|nigerian|ghanaian|jamaican|kenyan|somali|zimbabwean|indian|pakistani"
    r"|bangladeshi|bengali|chinese|filipino|filipina|italian|spanish|portuguese|german|french|dutch"
    r"|ukrainian|russian|lithuanian|latvian|turkish|cypriot|greek|iranian|iraqi|syrian|american|australian|south "
    r"african|kiwi|immigrant|refugee|windrush|traveller|romany|gypsy|welsh[ -]speak\w+|scottish|scot|working[ "
    r"-]class)"
)
_PARTY = (
    r"(?:labour|tory|conservative|lib ?dem|liberal democrat|green party|greens|ukip|reform|plaid|snp|communist"
    r"|socialist|swp|momentum|brexit party)"
)


POST_ACRONYMS = (
    r"(?:po|pso|spo|tm|sfo|aco|cpo|cso|vlo|nqo|ro|om|cm|ca|rpo|opd|ta|hlta|lsa|senco|nqt|ect|slt|hod|hca|hcas|rgn"
    r"|rmn|rn|cpn|odp|ot|gp|sho|spr"
    r"|amhp|sw|aswp|eo|heo|seo|ao|aa|pc|pcso|dc|ds|di|jp|rmt rep|pgr|gta|phd|ra|vl|hpl|cto|ceo|dba|devops|sre|qa"
    r"|pm|wm|cm|gm|ff|tic|pcc)s?"
)
_NO_POST_WORDS = (
    "bit fan huge firm great big little lot member newcomer sufferer stranger believer supporter lover reader "
    "dinosaur number matter reminder beginner follower survivor killer winner loser sinner sucker"
    " user buyer owner speaker thinker listener outsider insider nervous voter taxpayer pensioner subscriber "
    "commenter poster lurker moaner better never after other another paper letter under over ever former"
    " later summer winter order offer answer corner weather father mother brother sister daughter whether power "
    "water chapter computer however whatever together rather either neither further farther"
    " lower upper higher larger smaller older younger newer longer shorter cheaper easier harder earlier quicker "
    "poorer richer proper super consumer river tower shower flower dinner supper butter silver"
    " gutter filter folder header footer trailer boiler cover quarter banner twitter career error door floor "
    "minor major prior poor motor mirror sector factor interior exterior corridor list twist christ"
    " exist assist wrist mist first want important relevant plant giant grant constant instant distant elephant "
    "restaurant pregnant significant covenant hand human server browser printer router december"
    " september october november remember border shoulder elder ladder bladder gender tender wonder thunder "
    "counter register semester disaster master easter plaster sticker rubber timber chamber"
    " person manner layer player fewer ruler finger anger danger hunger bigger trigger per her their weaker "
    "stronger wider closer busier happier simpler fairer cleaner nicer safer worse tiger"
    " container cooler heater cooker freezer hoover jumper trousers slipper monster laser meter litre barrier "
    "carrier courier scanner planner spanner hammer"
)
NO_POSTS = frozenset(_NO_POST_WORDS.split())
ANY_POST = (
    rf"(?:(?!(?:{_NO_POST_WORDS.replace(' ', '|')})\b)[a-z]{{3,}}(?:er|or|ist|ian|man|woman|eer|wright|smith"
    rf"|keeper|hand|ant|lady|ician))"
)
_DOES = (
    r"(?:teach|taught|nurse|nursed|drive|drove|preach|conduct|tutor|lecture|lectured|farm|coach|umpire|referee"
    r"|moderate|maintain|sign|ring|sing|play|sell|sold|repair|fix|build|paint|edit"
    r"|clean|cook|cater|look after|run|ran|manage|manage[sd]|supervise|supervised|cover|covered|sit as|sat as|sit "
    r"on|serve as|served as|serve on|work nights|work days|work shifts|volunteer|mark|examine|research|code"
    r"|develop|deliver|empty|sweep|patrol|process|dispatch|type|look after"
    r"|ran|founded|started|have taught|have driven|have nursed|keep bees|chair|sat on|sit in|guard|train|audit"
    r"|write|wrote|answer|answered|man|staff|staffed)"
)
_ATTITUDE = (
    r"(?:bit|little|lot|fan|huge|firm|great|big|believer|supporter|taxpayer|tax payer|human|human being|person"
    r"|people|mug|fool|dinosaur|cynic|realist|optimist|pessimist|result|rule|whole|matter|consequence|way|means"
    r"|sign|reader|outsider|resident|citizen|voter|customer|consumer|layman|layperson|newcomer"
    r"|parent|member|friend|moment|minute|start|joke|favour|group|team|society|country|nation|profession|service"
    r"|community|reminder|precaution|last|first|general|starting|long|short|minimum|good|bad|better|tired|sad"
    r"|happy|angry|glad|sorry|afraid|sucker|coward|liar|hypocrite|snob|nobody|somebody|bystander|spectator"
    r"|passenger"
    r"|patient|victim|witness|stranger|regular|lurker|subscriber|poster|commenter|moaner|grumpy|miserable|bitter"
    r"|complete|total|mere|different|third|second|hostage|target|number|statistic|cog|pawn|resource|case|joke"
    r"|child|kid|boy|girl|teenager|lad|young man|young woman|pupil|much|few|while|wreck|mess|problem|nuisance"
    r"|perfect|example|thank)"
)
_START = r"\b(?:\A|(?<=[,;:(] )|(?<= - )|(?<=– )|(?<= and ))"
_SELF_IS = (
    r"(?:i'm|i am|im|i was|i've been|ive been|i have been|i'd been|i became|i become|i'll be|me being|being"
    r"|been|as|i (?:work|worked|started|trained|qualified|began|retired|joined|served|volunteer|volunteered"
    r"|ended up) as|working as|worked as|speaking as|became|make me|made me|from|us|we're|we are|we were)"
)

_OBJECTS = (
    r"(?:services?|minutes|register|money|collection|flowers|accounts|books|rotas?|payroll|keys|newsletter"
    r"|magazine|website|teas|refreshments|sound|lighting|tills?|nights|days|lates|earlies|weekends|clinics?"
    r"|lectures?"
    r"|tutorials|seminars|funerals|weddings|visits|school run|ordering|bookings|archives?|records|membership|subs"
    r"|insurance|safeguarding|training|induction|interviews|returns|stats|admin|filing|post|phones?|bells?|organ"
    r"|treble|tenor|pump|engine"
    r"|boat|grounds|garden|choir|youth club|sunday school|food bank|reception|front desk|enquiry desk|counter"
    r"|watch|shift|boiler|clock|bar|kitchen|stores|library|lab|labs|workshop|gate|door)"
)

_GROUPS: tuple[list[Clue], ...] = (
    clues_of(
        Entity.GRADE,
        1,
        rf"\b(?:i'm|i am|i was|i've been|as|speaking as|been|i work as|ex-) (?:an|a) (?:[\w-]+ ){{0,3}}?{ANY_POST}\b"
        rf"|\b(?:i'm|i am|i was|i've been|i used to be|being|speaking as|as) (?:an|a) "
        rf"(?!{_ATTITUDE}\b)[a-z-]{{3,}}(?: (?!{_ATTITUDE}\b)[a-z-]+){{0,2}}(?=\Z|[,.;:!?)]| (?:in|at|for|on|with"
        rf"|of|from|by|to|here|and|who|myself|now|too)\b)",
        we=True,
    ),
    clues_of(
        Entity.GRADE,
        1,
        rf"\bi(?:'ve| have|'d| had)?(?: \w+)? (?:do|did|done|take|took|taken|keep|kept|hold|held|count|lock|open"
        rf"|wear|ride|rode|ridden|play|played|write|wrote|edit|answer|book|order|type|arrange|organise|lead|direct"
        rf"|accompany|service|tend|wind|tune|light|look after|run|set up|serve on|am on|worked)(?: all)?(?: (?:the"
        rf"|our|its|their|most of the))?(?: \w+)? {_OBJECTS}\b"
        r"|\bi(?:'m| am| was|'ve been) (?:\w+ )?(?:ordained|licensed|chartered|accredited|self[- ]employed"
        r"|freelance|semi[- ]retired|retired|unemployed|between jobs|qualified|demobbed|made up to)\b"
        r"|\b(?:i'm|i am|i was|i sit|i served|i serve) on the (?:pcc|committee|board|senate|chapter|council"
        r"|executive|vestry|bench|watch|governing body)\b|\bmy (?:\w+ )?(?:ministry|curacy|headship|practice"
        r"|apprenticeship|probation(?:ary)? year|training year|placement|research|thesis|viva|fellowship|tenure"
        r"|lab)\b|\bi (?:wear|wore) (?:a|the) (?:dog collar|collar|uniform|stab vest|white coat|hi[- ]vis)\b",
        we=True,
    ),
    clues_of(
        Entity.SECONDMENT,
        2,
        r"\b(?:they|they've|he|she|management|hr|the \w+)(?:'ve| have| had)? (?:sent|moved|lent|loaned|put|posted"
        r"|shipped|transferred|farmed|drafted|borrowed|parachuted) (?:me|us)(?: out| off| over| down| up)? (?:to"
        r"|in|at|on|into|for|until)\b|\b(?:i|we)(?:'ve| have|'d| had)? (?:was|were|been|got) (?:\w+ )?(?:lent"
        r"|loaned|borrowed|parachuted|attached|posted|drafted|shipped|farmed out|sent|moved) (?:out |off |over "
        r"|down |up )?(?:to|into|in|from|for)\b(?! (?:do|be|get|say|tell|see)\b)"
        r"|\bon attachment\b|\b(?:covering|standing in|filling in) (?:for|at)\b|\binterim \w+|\bi did (?:\w+ "
        r")?(?:months|weeks|a year|a spell|a stint|time) (?:at|in|on|with)\b",
        we=True,
    ),
    clues_of(
        Entity.LEAVING,
        1,
        r"\b(?:won't|shan't|will not|not|don't|can't) (?:\w+ )?(?:be (?:here|staying|around|back|sorry to go)|stay"
        r"|staying|last|see out|renew\w*|do another)\b|\bone foot (?:in|out)|\bdays (?:here |in \w+ )?are "
        r"numbered\b|\bcall(?:ing|ed)? it a day\b|\bhang(?:ing)? up (?:my|the)\b|\b(?:pack(?:ing|ed)|jack(?:ing"
        r"|ed)|chuck(?:ing|ed)) it in\b|\bthrow(?:ing)? in the towel\b"
        r"|\b(?:step(?:ping|ped)?|st(?:and|ood|anding)) down\b|\bbow(?:ing|ed)? out\b|\b(?:moving|moved) on\b"
        r"|\bbefore i (?:go|leave|retire)\b|\b(?:my|the) cv\b|\binterviews? (?:elsewhere|next|on|for|at|this)\b"
        r"|\bjob offer\b|\b(?:gave|given|giving|give) (?:it|the job|my job|teaching|nursing) up\b|\b(?:got|getting"
        r"|get) out (?:of|while|when|before)\b|\bmy (?:successor|replacement)\b|\bi(?:'m| am) (?:done|finished|off"
        r"|going)\b(?= |\Z)(?! (?:to|mad|on about|with))",
    ),
    clues_of(
        Entity.LEAVE,
        1,
        r"\btime (?:out|off)\b(?! work)|\b(?:i've|i have|i'd|i was|been) (?:only )?(?:just )?(?:been )?away\b"
        r"|\b(?:just|only just|recently) (?:come|got|gone|went) back\b|\bstepped back\b|\b(?:weeks|months|while"
        r"|spell|year) (?:out|away)\b|\bback (?:at work|in harness|on the rota)\b",
    ),
    clues_of(
        Entity.HEALTH,
        1,
        r"\b(?:rough|bad|hard|dreadful|terrible|difficult) (?:year|time|patch|few months|winter|spell)\b|\bmy "
        r"nerves\b|\bin the wars\b|\bnot as young\b|\bunder the weather\b|\brun down\b|\bworn (?:out|down)\b"
        r"|\bbreathless\b|\bmy (?:pills|tablets|inhaler|stick|crutches|appointments?|scan|results|surgeon"
        r"|consultant|physio|blood|chest|back|feet|eyes|heart|head|body|age)\b|\bblack dog\b|\bblue badge\b"
        r"|\bwalking stick\b|\btime of life\b|\bhot flushes\b|\bnot (?:up to it|able to|as fit|as strong|the man"
        r"|the woman)\b",
    ),
    clues_of(
        Entity.FAMILY,
        2,
        r"\bwe (?:lost|buried|adopted|fostered|have|had|are expecting|'re expecting) (?:our|a (?:son|daughter|baby"
        r"|child|little)|two|three|four|five)\b|\bwe're expecting\b|\bsole (?:carer|earner|breadwinner|parent)\b"
        r"|\bempty nest\b|\bi(?:'ve| have) (?:\w+ )?(?:buried|lost) (?:a|my|two|both|one)\b|\b(?:mum|mam|dad"
        r"|mother|father|gran|nan)'s (?:in|got|had|on|care|carer|illness|funeral|dementia)\b",
        we=True,
    ),
    clues_of(
        Entity.SERVICE,
        1,
        r"\bsince i (?:was|left|came|started|could)\b|\ball my (?:working |adult )?(?:life|career|days)\b|\bman "
        r"and boy\b|\bwoman and girl\b|\bold hand\b|\bveteran of\b|\bdonkey'?s years\b|\bsince before\b|\bfrom "
        r"the (?:very )?(?:start|beginning)\b|\blife ?long\b|\b(?:longer than|as long as) (?:most|i|anyone|any)\b"
        r"|\bsince the (?:old |early )?(?:days|start|beginning|merger|split|war|lockdown|reorganisation)\b",
        we=True,
    ),
    clues_of(
        Entity.EMPLOYER,
        1,
        r"\b(?:i'm|i am|i work|i've worked|i worked|i was|been|working|employed|i teach|i lecture|we work)(?: "
        r"\w+)? (?:in|for|at) (?:academia|higher education|further education|the (?:public|private|third"
        r"|voluntary) sector|education|the (?:\w+ )?(?:service|church|trade|industry|business|job|law|army|navy"
        r"|raf|forces|police|diocese|nhs|fire service|probation service|prison service)"
        r"|an? (?:\w+ ){0,2}(?:school|hospital|university|college|parish|library|prison|lab|bank|shop|pub|hotel"
        r"|surgery|hospice|museum|office|charity|factory|warehouse|care home|nursery|church|cathedral|department"
        r"|station|depot|garage))\b|\b(?:university|council|hospital|school|college|library|railway|church|nhs"
        r"|local authority) (?:employee|worker|staff|person|man|woman)\b",
        we=True,
    ),
    # -- what somebody is
    clues_of(
        Entity.GRADE,
        1,
        rf"\b{_SELF_IS} {_ARTICLE}?{_MODIFIER}{{0,4}}(?:{_POST_WORDS}|{POST_ACRONYMS})s?\b(?!['-])"
        rf"|{_START}(?:[\w-]+ ){{0,2}}(?:{_POST_WORDS}|{POST_ACRONYMS})s? (?:here|of|at|in|for)\b"
        rf"|\bi(?:'ve| have|'d| had)? (?:still |also |now |used to |just |only |once )?{_DOES} (?:an? |the |our "
        rf"|for |in |at |to |with |two |three |four |[a-z]+s\b|maths|english|science|music|history|nights|alto"
        rf"|tenor|bass|soprano)"
        rf"|\b(?:ex|former|retired)[ -]{_MODIFIER}{{0,3}}(?:{_POST_WORDS})\b"
        rf"|{_START}{_ARTICLE}?{_MODIFIER}{{0,3}}(?:{_POST_WORDS}),? (?:here|speaking)\b"
        r"|\bmy (?:role|job|post|position|title|work|day job) (?:as|is|was)\b|\b(?:grade|band|scale|level|ao|eo"
        r"|heo|seo|spine point|scp) ?\d[a-z]?\b"
        r"|\b(?:newly|recently) qualified\b",
        we=True,
    ),
    clues_of(
        Entity.GRADE,
        2,
        rf"\b{_SELF_IS} (?:the|their|its|our|your) {_MODIFIER}{{0,3}}(?:{_POST_WORDS})\b(?! in the room)"
        rf"|\b{_SELF_IS} {_ARTICLE}?{_MODIFIER}{{0,3}}(?:{RARE_POSTS})\b"
        r"|\b(?:i'm|i am|i was|i've been|as) (?:still |now |currently )?the (?:only|sole|first|last|longest[ "
        r"-]serving|oldest|youngest|most senior)\b"
        r"|\bthe (?:only|sole|longest[ -]serving) (?:\w+ ){1,3}(?:in|on|at|left|here)\b|\b(?:i'm|i am|i was) the "
        r"one (?:who|that|with|in|on)\b|\b(?:i'm|i am|i was) the one(?=\Z|[,.;:!?)])|\b(?:two|three|four|five|six"
        r"|seven|eight|nine|\d) of us (?:in|on|at|left|who|for|do|did)\b|\b(?:there's|it's|just|is) only me\b"
        r"|\bjust me and\b"
        r"|\bi (?:run|ran|lead|led|head|headed|chair|chaired|manage|managed|founded|set up) (?:the|our|a|an|my) \w+"
        r"|\bi (?:was|am|got|became|have been|'ve been) (?:elected|appointed|ordained|licensed|promoted to)\b",
    ),
    clues_of(
        Entity.EMPLOYER,
        1,
        r"\b(?:work|works|worked|working) (?:in|for) (?:local government|the civil service|the public sector|the "
        r"private sector|the voluntary sector|the nhs|industry|retail|housing|social care|education|the trade|one "
        r"of the)\b|\b(?:work|works|worked|working|employed|employer|temping|contracted)\b.{0,30}\b(?:for|by|at"
        r"|with|in) (?:an?|the|our|my|one of the) (?:\w+ ){0,3}(?:council|charity|broadcaster|newspaper|publisher"
        r"|train company|water company|firm"
        r"|company|trust|university|college|school|agency|authority|hospital|prison|bank|supermarket|housing "
        r"association|association|crc|nps|nhs|police|civil service|library|shop|factory"
        r"|contractor|consultancy|startup|start-up|business|department|ministry|quango|church|cathedral|diocese"
        r"|museum|railway|depot|practice|surgery|community rehabilitation company)\b"
        r"|\bmy (?:employer|firm|company|council|trust|university|crc)\b",
        we=True,
    ),
    clues_of(
        Entity.EMPLOYER,
        1,
        r"\b(?:i'm|i am|i was|i've been|we're|we are)(?: \w+)? (?:with|at|in|on) (?:the|an?|our|one of the) "
        r"(?!\w+ (?:side|verge|fence|mood|minority|majority|way|end|same|wrong|right)\b)(?:\w+ ){0,3}?(?:service"
        r"|brigade|team|contract|books|staff|payroll|council|college|university|school|hospital|trust|church|choir"
        r"|society|club|committee|board|bank|rota|desk|unit|department"
        r"|force|company|firm|agency|library|railway|register|list|pcc|branch|office|ward|shift|course|programme"
        r"|scheme|tour|crew|line|bus(?:es)?|trains?|counter|tills?|phones|helpdesk|front desk)\b"
        r"|\bmy (?:\w+ )?(?:contract|post|course|degree|thesis|dissertation|phd|supervisor|parish|village|street"
        r"|plot|shift|shifts|rota|classroom|department|faculty|college|tower|choir|watch|station|depot|branch|ward"
        r"|surgery|congregation|benefice|allotment|employer) (?:is|was|ends?|ended|finishes|starts?|started|runs"
        r"|has|had|got|will|expires|in|at|on|of)\b"
        r"|\bpaid by the hour\b|\bzero[- ]hours\b|\b(?:fixed|short)[- ]term (?:contract|post)\b|\bhourly[- ]paid\b"
        r"|\bbank staff\b|\bi used to (?:be|work|teach|run|drive|nurse|serve|sing|ring|live|sit)\b|\bmy days? "
        r"(?:off|in)\b|\bi have (?:mon|tues|wednes|thurs|fri)days off\b",
        we=True,
    ),
    clues_of(
        Entity.DATE,
        2,
        r"\b(?:i was|i'd been|we were|i had been|i stood|i sat|we stood|i saw)\b.{0,60}\b(?:the|that) (?:very "
        r")?(?:night|day|morning|evening|week|afternoon|sunday|weekend) (?:of|the|when|that|they|we|it|he|she)\b"
        r"|\b(?:my|our) (?:contract|post|funding|lease|tenancy|licence|visa|stipend|bursary|grant|job"
        r"|course)\b.{0,30}\b(?:ends?|ended|finish\w*|expires?|expired|runs out|stops?|up)\b",
        we=True,
    ),
    # -- how long, since when
    clues_of(
        Entity.SERVICE,
        1,
        rf"\b(?:a|for) (?:good|long) (?:few years|time|while)\b(?= |\Z)|\bnewcomer\b|\ba (?:very |really |jolly "
        rf")?long time\b|\b(?:first|second|third|final|last|fourth)[ -]year\b(?! report)|\bmy (?:twenty|thirty"
        rf"|forty|\d\d)(?:[- ]\w+)? (?:years|in)\b|\b{NUMBER}(?:\+|-)?(?: and a half| or so| odd| plus| long| good"
        rf"| whole| glorious| bloody| happy| full)?[ -](?:years?|yrs?|months?|decades?|terms?|seasons?)\b{_NOT_LONG}"
        rf"|\b\d{{1,4}}\+?(?:years?|yrs?|months?)\b{_NOT_LONG}"
        r"|\b(?:over |nearly |almost |more than |half )?an? (?:\w+ )?decade\b|\b\d{1,2}(?:st|nd|rd|th) year\b"
        r"|\bmy (?:first|second|third|fourth|fifth|final|last|\w+th) year\b|\bmost of my (?:working |adult "
        r")?(?:life|career)\b",
    ),
    clues_of(
        Entity.DATE,
        2,
        rf"\b{_LIFE}\b.{{0,60}}(?:\b{YEAR}\b|'\d\d\b|\b(?:january|february|march|april|june|july|august|september"
        rf"|october|november|december)\b|\bin may\b|\bthe (?:\w+ )?(?:eighties|nineties|noughties|seventies|sixties"
        rf"|[6-9]0'?s)\b)"
        rf"|\b(?:since|in|from|back in|until|till|during|summer of|spring of|autumn of|winter of) (?:about |around "
        rf"|roughly |early |late |the )*{YEAR}\b.{{0,40}}\b{_LIFE}\b|\bsince (?:about |around |early |late "
        rf")?{YEAR}\b"
        rf"|\b{YEAR} (?:intake|cohort|entry|starter|vintage)\b",
    ),
    clues_of(
        Entity.DATE,
        2,
        rf"\b(?:came|moved|joined|started|married|lived|opened|arrived|reported|been|formed|founded|bought"
        rf"|left)\b.{{0,40}}\b(?:in|since|of) (?:the (?:winter|summer|autumn|spring) of )?{YEAR}\b",
        we=True,
    ),
    clues_of(
        Entity.DATE,
        1,
        rf"\bback at (?:twenty|thirty|forty|fifty|\d\d)\b|\b{NUMBER} (?:days|weeks|months|years) (?:ago|back)\b"
        rf"|\blast (?:year|month|spring|summer|autumn|winter|easter|christmas|january|february|march|april|june"
        rf"|july|august|september|october|november|december)\b",
    ),
    clues_of(
        Entity.AGE,
        2,
        rf"\b(?:i'm|i am|im|i'll be|i was|aged?|at|turn(?:ed|ing)?|at the age of|now|nearly|almost|approaching"
        rf"|pushing|be|i was|when i was) (?:nearly |almost |only |just |now |about )?(?:[1-9]\d|eleven|twelve"
        rf"|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|{_TENS_ANY}(?:[ -]{_ONES_ANY})?)\b"
        r"(?! (?:cases|years? (?:in|of|on|as|with|and)|clients|pupils|per|percent|%|minutes|hours|miles|people|of"
        r"|or|pages|quid|pounds|weeks|months|days|reports|emails|times|calls|yrs)|%|[:.]\d|-)"
        r"|\b(?:in|into|approaching) my (?:early |mid[ -]?|late )*(?:twenties|thirties|forties|fifties|sixties"
        r"|seventies|eighties|[2-8]0'?s)\b|\bmy \d\dth birthday\b|\byears old\b|\bpension(?:able)? age\b",
    ),
    # -- comings and goings
    clues_of(
        Entity.SECONDMENT,
        1,
        r"\b(?:second(?:ed|ment)|transfer(?:red|ring)?|on loan|detached duty|acting up|acted up|placement"
        r"|redeployed|tupe'?d?)\b",
    ),
    clues_of(
        Entity.SECONDMENT,
        2,
        rf"\b(?:second(?:ed|ment)|transfer(?:red)?|on loan|detached duty|placement|redeployed)\b.{{0,25}}\b(?:to"
        rf"|from|at|with|in) (?:the |a |an |our |my )?(?:{_WHEN}|yot|yos|youth|prison|court|crown|magistrates|hmp"
        rf"|team|office|ward|school|regional|headquarters|hq|nps|crc|police|council|approved|\w+ (?:team|office"
        rf"|ward|school|branch|unit|prison|yot|court|department))",
    ),
    clues_of(
        Entity.LEAVE,
        2,
        rf"\b(?:maternity|paternity|adoption|parental leave|shared parental|sabbatical|bereavement leave"
        rf"|compassionate leave|career break|phased return|carer'?s'? leave|gardening leave|long[ -]term sick"
        rf"|unpaid leave|extended leave|study leave|special leave|sick leave|research leave)\b|\b(?:off|signed off"
        rf"|absent|away|on the sick|sick|gone)\b.{{0,25}}\b(?:since|for|until|till|from|with|work) (?:the last "
        rf"|about |nearly |over )?(?:{_WHEN}|{NUMBER}|stress|work[ -]related|a bad|my|depression|anxiety|\w+ "
        rf"months)",
    ),
    clues_of(
        Entity.LEAVE,
        2,
        rf"\boff (?:for )?(?:about |nearly |over )?{NUMBER} (?:days|weeks|months|years)\b|\b{NUMBER} (?:days|weeks"
        rf"|months|years) off\b|\bon the sick\b|\b(?:been|was|am|i'm|got|being|were) (?:\w+ )?(?:suspended"
        rf"|dismissed|disciplined|on suspension|under investigation|on a warning|on capability)\b"
        r"|\bmy (?:\w+ )?(?:grievance|tribunal|disciplinary|suspension|appeal|hearing)\b|\bi've a tribunal\b"
        r"|\b(?:took|taken|taking|won|lost|been to) (?:\w+ )?(?:tribunals?|grievance)\b",
    ),
    clues_of(
        Entity.LEAVE,
        1,
        r"\bphased return\b|\b(?:long|extended|year's|gap) (?:\w+ )?(?:break|year)\b|\b(?:i was|i've been|when i"
        r"|i'm|been|am|went|currently|i am) (?:\w+ )?off\b(?! to\b| the\b| with their| that\b| my\b)|\bsigned "
        r"off\b|\bon leave\b|\boff sick\b|\bgone sick\b|\bwent sick\b|\bcoming back\b",
    ),
    clues_of(
        Entity.LEAVING,
        2,
        rf"\b(?:leav(?:e|ing)|resign(?:ed|ing)?|i start|starting|retir(?:e|ed|ing|ement)|(?:handed|hand|handing|put"
        rf"|gave|give|giving|served?|work(?:ed|ing)?)(?: in)? (?:my|our) (?:notice|resignation)|my (?:last|final) "
        rf"(?:day|shift|week|service|concert|sunday|term|duty)"
        rf"|finish(?:ing|ed)?|redundan\w+|severance|voluntary|evdr|evr|\bvr\b|going|quit(?:ting)?|gone|off"
        rf"|out)\b.{{0,40}}\b{_WHEN}"
        rf"|\b(?:in|on|by|from|at|come) (?:the )?{_WHEN}.{{0,30}}\b(?:i|we)(?:'m|'ll| am| will| shall)? (?:\w+ "
        rf")?(?:leav\w+|retir\w+|go|going|off|finish\w*|resign\w*|start\w*|gone)\b"
        r"|\b(?:moving|going|off|emigrating|relocating) to (?!the (?:shop|pub|toilet|loo|bed)|be\b|get\b|have\b"
        r"|do\b|make\b|bed\b|work\b|take\b|see\b|say\b|happen\b|keep\b|need\b|end\b|finish\b|come\b|tell\b"
        r"|change\b|go\b|the\b|a\b|that\b|find\b|wreck\b)\w+|\bi(?:'ve| have|'m| am|'ll)? (?:\w+ )?(?:left|leaving"
        r"|leave|going|off|moved|moving|quit|jumped|start|starting|starting|accepted a job|got a job|taken a job"
        r"|new job)\b.{0,25}\b(?:for|to) (?:an? |the |my |work |be |become |teach|join|train|cafcass|yot|yos|drive"
        r"|run|open|set up|another|retrain|study)"
        r"|\b(?:taken|took|taking|accepted|offered|got|applied for) (?:my |the |early |voluntary )*(?:redundancy"
        r"|severance|vr|evdr|evr|early retirement|ill[ -]health retirement|retirement)\b|\b(?:put|putting|gone"
        r"|going|applied|in) (?:in )?for (?:my |the )?(?:early |voluntary )?(?:severance|redundancy|vs|vr|evr"
        r"|retirement|my pension)\b|\bi (?:go|finish|leave|retire|stop|start) (?:in|on|at) \w+|\boff to (?:an? "
        r"|the )?\w+ (?:in|at|as|for)\b",
    ),
    clues_of(
        Entity.LEAVING,
        1,
        r"\bi'll be gone\b|\bi'm off (?:as|when|once|the)\b|\blooking around\b|\bappl(?:y|ying|ied) for (?:other"
        r"|another|jobs?|a job|things)\b|\bmade redundant\b|\b(?:i'm|i am|i'll be|im) (?:\w+ )?(?:off soon|leaving"
        r"|retiring|going soon|on my way out|looking (?:for|at) (?:\w+ )?(?:jobs?|work|a way out|an out|elsewhere"
        r"|other)|looking elsewhere|job ?hunting|getting out|working my notice)\b|\bhand(?:ed|ing)? in my notice\b"
        r"|\b(?:looking for|want|need|found) (?:a way out|an out|the exit|another job|other work|a new job)\b"
        r"|\b(?:my|early|flexible|partial) retirement\b|\bi (?:will|shall|plan to|hope to|intend to|may|might"
        r"|can) (?:\w+ )?(?:retire|leave|resign|quit)\b|\bi(?:'ve| have)? (?:resigned|retired|quit)\b|\bi left\b"
        r"|\bmy leaving do\b|\bcounting (?:down )?the (?:days|weeks|months)\b",
    ),
    # -- life
    clues_of(
        Entity.HEALTH,
        2,
        rf"\b{CONDITIONS}",
    ),
    clues_of(
        Entity.HEALTH,
        1,
        rf"\b{_VAGUE_HEALTH}",
    ),
    clues_of(
        Entity.FAMILY,
        2,
        rf"\b(?:my|our|his|her|the) {_KIN_BEFORE}{{0,3}}{KIN}\b(?: \w+)?,? (?:is|was|are|were|has|had|have|who"
        rf"|works?|worked|died|dying|passed|left|lost|got|teaches|taught|suffer\w*|needs|needed|started|starts|goes"
        rf"|went|runs|ran|serves?|served|being|with|in|at|rings|sings|sang|rang|drives|drove|retired|came|lives"
        rf"|lived)\b"
        rf"|\b(?:my|our) {_KIN_BEFORE}{{0,2}}(?:two|three|four|five|six|seven|\d|twin|disabled|autistic|teenage"
        rf"|youngest|eldest|oldest|late|elderly|poorly|dying|step|\w+[ -]year[ -]old) {_KIN_BEFORE}{{0,2}}{KIN}\b"
        rf"|\b(?:my|our) (?:twins?|late \w+|youngest|eldest|ex-wife|ex-husband|step\w+|widow)\b"
        rf"|\b(?:with|have|had|got|raising|of|and|am|feed|support|bringing up|raise|expecting|adopted|fostering"
        rf"|foster|father|mother|mum|dad) (?:a |an |my |our |the )?(?:\w+ )?(?:one|two|three|four|five|six|seven|\d"
        rf"|twin|young|small|little|teenage|disabled|autistic|new|newborn|first|second|third|\w+[ -](?:year"
        rf"|month)[ -]old) (?:\w+ )?(?:kids?|children|child|boys?|girls?|sons?|daughters?|teenagers?|twins|babies"
        rf"|baby|toddlers?|little ones|under \w+|grandchildren|grandkids)\b"
        r"|\ba family to (?:feed|support|keep)\b|\bunder (?:five|four|three|two|fives|ten|5)\b|\bon the way\b"
        r"|\bmother[- ]of|\bmy marriage\b|\bmy old man\b|\b(?:two|three|four|five|\d) (?:\w+ )?(?:lads|boys|girls"
        r"|kids|sons|daughters)\b|\bsingle (?:mum|mother|parent|dad|father)\b|\b(?:mum|dad|mother|father|gran"
        r"|granny|grandad|parent|carer) (?:of|to|for) (?:\w+)\b|\bwidow(?:ed|er)?\b|\bdivorc(?:ed?|ing)\b"
        r"|\bseparated\b|\b(?:i|we) (?:care|cared|look after|looked after|am carer|am a carer)(?: for)? (?:for "
        r")?(?:my|our)\b|\bcaring for (?:my|our|a|an|elderly)\b|\bcarer for\b"
        rf"|\bmarried (?:to )?(?:an? |the |another )?\w+|\b(?:my|our) {KIN}(?:'s)? (?:funeral|death|illness"
        rf"|diagnosis|suicide|autism|school|business|birth|wedding|carer|cancer|job|dementia)\b|\b(?:i'm|i am|am) "
        rf"(?:an? )?(?:only child|twin|orphan|adopted|adoptive (?:mum|dad|parent)|foster carer|new (?:mum|dad)"
        rf"|grandparent|granny|grandmother|grandfather)\b",
        we=True,
    ),
    clues_of(
        Entity.FAMILY,
        1,
        rf"\b(?:my|our|the) {_KIN_BEFORE}{{0,3}}{KIN}\b|\b(?:at home with|i have|i've got|got) (?:kids|children|a "
        rf"family|young family)\b",
        we=True,
    ),
    clues_of(
        Entity.BELIEF,
        2,
        rf"\b(?:i'm|i am|i was|as|being|been|brought up|raised|became|become|born|us|am|of|from|we're|we are|i "
        rf"come from)(?: an?| the| one of the few| one of the only)? (?:\w+ ){{0,3}}(?:{_FAITHS}|{_SELVES})s?\b(?! "
        rf"(?:government|policy|council))"
        rf"|\bmy (?:own )?(?:faith|church|mosque|synagogue|gurdwara|temple|chapel|congregation|bible|rosary|imam"
        rf"|priest|vicar|minister|religion|sexuality|hijab|turban|skin|accent|god|baptism|confirmation|bar "
        rf"mitzvah)\b"
        rf"|\b(?:i|we) (?:came|come|moved|arrived|emigrated|fled) (?:over |here )?(?:to (?:this country|england"
        rf"|britain|the uk) )?from\b|\b(?:born|grew up|raised|brought up) in (?:poland|ireland|jamaica|nigeria"
        rf"|ghana|india|pakistan|bangladesh|kenya|uganda|germany|france|italy|spain|america|romania|somalia"
        rf"|trinidad|barbados|zimbabwe|hong kong|sri lanka|iran|iraq|turkey|cyprus)\b"
        rf"|\b(?:i|i've|i'm|we)(?: have| always| am)?(?: \w+)? (?:vot(?:e|ed|ing) (?:for )?(?:the )?{_PARTY}|(?:a "
        rf"|an )?(?:paid[ -]up |life[ -]?long |ex-|former |card[ -]carrying )*(?:{_PARTY}) (?:party )?(?:member"
        rf"|voter|councillor|activist|supporter|man|woman|candidate))\b|\b(?:canvass\w*|stood|standing|leaflet\w*"
        rf"|campaign\w*|door ?knock\w*) for (?:the )?{_PARTY}\b"
        rf"|\b(?:i'm|i am|we're|i was) (?:a |an )?(?:\w+ )?{_PARTY}\b|\b(?:paid[ -]up |life[ -]?long |ex-|former "
        rf"|card[ -]carrying )*(?:{_PARTY}) (?:party )?(?:member|voter|councillor|activist|candidate)\b|\bmy "
        rf"(?:wife and i both women|husband and i both men)\b|\b(?:came|come|been) out (?:as|at work|to)\b"
        rf"|\bramadan\b|\bshabbat\b|\bi (?:wear|wore) (?:a|the|my) (?:hijab|turban|cross|kippah|headscarf)\b",
        we=True,
    ),
    clues_of(
        Entity.BELIEF,
        1,
        r"\b(?:church|pray(?:er|ers|ed|ing)?|sundays? (?:is|are|school)|mass|mosque|faith|chapel|temple|bible|lent"
        r"|god[ -]?(?:mother|father|parent)|i voted|my vote|my politics)\b",
    ),
    clues_of(
        Entity.UNION,
        2,
        r"\b(?:union|napo|unison|unite|gmb|pcs|rcn|neu|nut|nasuwt|ucu|rmt|aslef|tssa|fbu|bma|cwu|prospect|usdaw"
        r"|equity|shop|branch|h&s|health and safety|safety|workplace|staff|learning|equality|lay)[ -]?(?:\w+ "
        r")?(?:rep\b|reps\b|representative|steward|convenor|convener|officer|secretary|chair\b|organiser|treasurer"
        r"|official|delegate|caseworker|negotiator|exec\w*)"
        r"|\b(?:i'm|i am|i was|as|been|being|became|elected|stood as)(?: an?| the| our)? (?:\w+ )?(?:rep|steward"
        r"|convenor|convener|shop steward)\b|\b(?:branch|national|regional|union) (?:exec(?:utive)?|committee"
        r"|delegate|council)\b|\bi (?:rep|represent|repped|represented) (?:the )?(?:members|staff|union"
        r"|colleagues)\b|\bfacility time\b|\bon (?:the )?nec\b",
    ),
    clues_of(
        Entity.UNION,
        1,
        r"\bmy union\b|\b(?:a|the|in|of|joined|left|rejoined|member of) (?:the |a |my )?(?:union|napo|unison|unite"
        r"|gmb|pcs|rcn|neu|nut|nasuwt|ucu|rmt|aslef|tssa|fbu|bma|cwu|prospect|usdaw)\b|\b(?:union|napo|unison"
        r"|unite|gmb|pcs|rcn|neu|nasuwt|ucu|rmt|aslef|fbu) (?:member|subs|dues)\b|\bmy (?:subs|union dues)\b"
        r"|\bpicket line\b",
    ),
    clues_of(
        Entity.MONEY,
        2,
        r"£ ?\d[\d,.]*(?: ?k\b)?|\b\d[\d,.]* (?:a|an|per|each) (?:hour|week|month|year|day|shift|annum)\b"
        r"|\b(?:nursery|rent|mortgage|childcare|council tax|fees?|fares?|petrol|heating) (?:is|was|are|costs?) \d"
        r"|\b\d{1,3},\d{3}\b|\b\d{1,3} ?k\b|(?<=\w )(?:quid|grand|pounds|pence|euros)\b|\b(?:second|third"
        r"|other|evening|weekend|saturday|night) job\b|\b(?:in|into|my|our|of) (?:\w+ )?debts?\b|\bpay(?:day)? "
        r"loans?\b|\bstudent (?:loan|debt)\b|\boverdra(?:ft|wn)\b|\b(?:rent|mortgage|council tax) arrears\b"
        r"|\bbankrupt\w*|\biva\b|\bfood ?bank\b"
        r"|\b(?:on|claiming|claim|get|getting|topped up by) (?:universal credit|tax credits|housing benefit"
        r"|benefits|pip|uc|carer's allowance)\b|\bmoonlight\w*|\brepossess\w*|\b(?:drive|driving|deliver"
        r"|delivering|work|working|do|doing) (?:\w+ )?(?:uber|deliveroo|just eat|evenings?|weekends|nights|bar "
        r"?work|shifts? at|tesco|asda|aldi|lidl)\b|\btop of (?:the|my) (?:scale|band|grade|spine)\b|\bbottom of "
        r"(?:the|my) (?:scale|band|grade)\b|\bmortgage[ -]free\b|\bpaid off (?:my|our|the) mortgage\b",
        we=True,
    ),
    clues_of(
        Entity.MONEY,
        1,
        r"\b(?:skint|the rent|my rent|(?:the|my|our) bills|broke\b|(?:my|our|the) mortgage|my (?:wages?|pay|salary"
        r"|pension|payslip|savings)|can't afford|couldn't afford|hardship fund|make ends meet|hand to mouth)\b",
    ),
    clues_of(
        Entity.CASELOAD,
        2,
        rf"\b{NUMBER} (?:\w+ ){{0,2}}\w+s (?:each|between us|on my (?:own|tod|books|desk|list)|this (?:week|term"
        rf"|year|month|morning)|a (?:week|term|year|month|night|day|shift)|per (?:week|term|year|head)|to (?:look "
        rf"after|cover|mark|see|read|visit|feed)|in (?:one|a|{NUMBER}) (?:day|days|week|weeks|month|months|term"
        rf"|night|shift|parish|post))\b|\b(?:responsible for|look after|looking after|in charge of|covering|cover"
        rf"|run|running|share) {NUMBER}\b|{_START}{NUMBER} (?:\w+ ){{0,2}}(?:patients|cases|tickets|clients|pupils"
        rf"|offenders|kids|calls|in (?:a|my|the) (?:\w+ )?(?:set|class|group))\b|\b(?:one|two|three|\d) of us for\b"
        rf"|\bin my name\b"
        rf"|\b(?:i|i've|i'm|my|me|mine)\b.{{0,60}}\b{NUMBER}\+?(?: or so| odd| plus)? ?\b(?:\w+[ -]){{0,3}}?\b(?:cases?"
        rf"|clients|pupils|kids in|children in|beds|tickets|patients|offenders|service users|people|reports|psrs?"
        rf"|students|calls|jobs|visits|orders|essays|scripts|lates|families|tenants|tenancies|households|claims"
        rf"|files|lifers|high[ -]risk|lessons|sets|classes|groups|tutees|supervisees|phds|weddings|funerals"
        rf"|services|parishes|churches|bugs|issues|repos|servers|routes|plots|hives|appliances|stations|ringers"
        rf"|choristers|members|bodies|dissertations|modules|seminars|scripts|dbs|ipps|mappa)\b"
        rf"|\b(?:caseload|workload|class|list|backlog|round|rota|timetable)\b.{{0,30}}\b{NUMBER}\b"
        rf"|\b{NUMBER}\b.{{0,25}}\bcaseload|\b\d{{2,3}} ?%|\bwmt\b.{{0,20}}\d|\d{{2,3}}.{{0,20}}\bwmt\b|\b(?:carry"
        rf"|carrying|holding|hold|managing|supervising|looking after|responsible for) (?:about |over |around "
        rf"|nearly )?{NUMBER}\b",
        we=True,
    ),
    clues_of(
        Entity.CASELOAD,
        1,
        r"\bmy (?:\w+ )?(?:caseload|workload|cases|class sizes?|list|clients|patients|pupils|backlog)\b",
    ),
)

_VAGUE = (
    clues_of(
        Entity.CASELOAD,
        1,
        r"\b(?:caseload|workload|class|rota|list|round|backlog|in-?tray|inbox)s?\b.{0,25}\b(?:doubled|bigger"
        r"|heavier|huge|mad|silly|ridiculous|full|longer|growing|grown|mountain|overflowing|bursting)\b"
        r"|\b(?:too many|more|far more) (?:cases|pupils|patients|clients|reports|services|funerals|essays|scripts"
        r"|tickets|students|calls)\b",
        we=True,
    ),
    clues_of(
        Entity.MONEY,
        1,
        r"\b(?:borrow(?:ed|ing)?|overtime|pennies|payday|hard up|worse off|pay cut|half pay|statutory pay|short "
        r"of money|top up|second income|scrimp\w*|bailiffs?|direct debits?|in the red|nothing left at the end|end "
        r"of the month)\b"
        r"|\b(?:pay|paid|earn|earned|cost|costs) (?:me|us|my|less|more|nothing|peanuts|a pittance)\b|\bout of my "
        r"own pocket\b|\bmy own money\b",
        we=True,
    ),
    clues_of(
        Entity.BELIEF,
        1,
        r"\b(?:c of e|cofe|low church|high church|anglo-catholic|believers?|lapsed|churchgoers?|communion|evensong"
        r"|confession|synagogue|gurdwara|eid|diwali|passover|the pews?|i'm no lefty|lefty|left[- ]wing|right[- "
        r"]wing|socialists?|my pronouns|pride)\b",
    ),
    clues_of(
        Entity.LEAVING,
        1,
        r"\bi've had enough\b|\bi'm off\b|\bi am off\b|\bwon't be back\b|\bi quit\b|\bhad my fill\b|\bnot long "
        r"(?:now|left|to go)\b|\bmore (?:years|months|weeks|terms|winters|sundays) (?:and|to go|till|until|then)\b"
        r"|\bhanging on (?:for|till|until)\b|\bsee(?:ing)? (?:it|my time|the year) out\b|\bgive up\b|\bgiving "
        r"(?:it )?up\b|\bmoving on\b|\bmy (?:escape|exit)\b|\btime to go\b",
    ),
    clues_of(
        Entity.LEAVE,
        1,
        r"\bi(?:'ve| have|'d)? (?:been|was) (?:off|away)\b|\bi (?:had|took|needed) (?:a |some )?(?:break|time|few "
        r"weeks|year out|breather)\b|\bsigned off\b|\b(?:back|returned|return) (?:to work|from leave|after)\b"
        r"|\bmy leave\b|\bphased\b",
    ),
    clues_of(
        Entity.HEALTH,
        1,
        r"\b(?:my (?:doctor|gp|counsellor|head|knee|hip|ticker|bones|sleep|balance|weight|age|joints|voice|lungs)"
        r"|knackered|shattered|not slept|no sleep|panic|anxious|low ebb|feeling low|flat on my back|laid up|laid "
        r"low|under the doctor|waiting list|a scare|the flu|covid|migraine|aches?|creaking|wheez\w+|not right|had "
        r"a fall|in bed)\b",
    ),
    clues_of(
        Entity.HEALTH,
        2,
        r"\b(?:remission|relapse|rehab|detox|alcoholics anonymous|aa meeting|hrt|heart valve|new valve|tremor"
        r"|hearing loss|ileostomy|colostomy|stoma|insulin|inhaler|nebuliser|oxygen|dialysis|catheter|lost the baby"
        r"|lost a baby|postnatal|premature|neonatal|incubator|scans? showed|intensive care|icu|hdu|a&e|casualty"
        r"|ambulance|pins and|metal plate|stitches|cast|crutches|walking frame|zimmer|hearing aid|guide dog|white "
        r"stick|colour[- ]blind|blue badge|pip\b|esa\b|dla\b)\b",
    ),
    clues_of(
        Entity.FAMILY,
        1,
        r"\bthe (?:kids|baby|wife|husband|missus|hubby|other half|twins|in-laws|grandchildren|grandkids|little one"
        r"|little ones|boys|girls|children)\b(?! (?:of|in|who|at|from|under)\b)|\b(?:wife|hubby|missus|mum|mam|dad"
        r"|daughter|son|sister|brother)'s\b|\bfamily (?:life|to feed|reasons|stuff)\b|\bat home\b|\bschool run\b"
        r"|\bchildcare\b",
        we=True,
    ),
    clues_of(
        Entity.SERVICE,
        1,
        r"\b(?:since|before) (?:the|my|we|they|i|most|half)\b.{0,30}\b(?:born|school|college|merger|split|days"
        r"|came|arrived|started|changed|opened|closed|built|computers|here)\b|\bi(?:'ve| have) seen (?:\w+ "
        r")?(?:\d+|two|three|four|five|six|seven|several|many) \w+|\bold enough to\b|\bi'm (?:new|an? old|a "
        r"veteran|one of the old)\b|\bi go back\b|\bmy (?:first|early) (?:day|days|job|year|post|week)\b",
    ),
    clues_of(
        Entity.EMPLOYER,
        1,
        r"\b(?:where i (?:work|worked|am|teach|sing|ring|serve|live)|at my (?:place|work|school|college|church"
        r"|office|station|trust|surgery|shop|end)|at our (?:place|end|school|church|office|station|branch)|in my "
        r"(?:line of work|trade|place|parish|department|college|office|school|team|neck of the woods)|in our "
        r"(?:parish|department|college|office|school|team|office|village|town|street))\b"
        r"|\bmy (?:old|last|previous|former|current|new|next) (?:job|place|employer|school|parish|church|college"
        r"|office|team|firm|station|department|university|post|trust)\b|\bour (?:office|school|parish|church"
        r"|station|tower|choir|branch|department|college|team|depot|ward|hospital|library|village|street|club"
        r"|society|brigade|trust)\b",
        we=True,
    ),
)

CLUES = (
    *(clue for group in (*_GROUPS, *_VAGUE) for clue in group),
    *health.CLUES,
    *lives.CLUES,
    *work.CLUES,
    *vague.CLUES,
)
SCREEN = Screen(clue.written for clue in CLUES)
"""Its numbers are places in `CLUES`."""

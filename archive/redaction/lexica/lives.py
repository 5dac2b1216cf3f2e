"""Family, belief, origin, union and money, as people speak of their own. Data."""

from __future__ import annotations

from archive.redaction.entities import Entity
from archive.redaction.lexica.clues import any_of, clues_of
from archive.redaction.lexica.people import KIN

UNIONS = any_of("""

union napo unison unite gmb pcs rcn rcm neu nut atl nasuwt ucu aut natfhe rmt aslef tssa fbu bma cwu usdaw equity
poa community prospect fda naht ascl eis ssta nipsa siptu bfawu bectu nuj musicians'_union mu tgwu amicus ncu num
nacods ucatt epiu msf apex nalgo nupe cohse cpsa nucps iru csp sor bda bdma hcsa accord advance aegis balpa ntw nus
unions""")
_UNION_POSTS = (
    r"(?:rep|reps|representative|steward|convenor|convener|secretary|chair|chairman|treasurer|president|officer"
    r"|delegate"
    r"|organiser|caseworker|negotiator|exec|executive|committee|activist|official|branch|health and safety)"
)
_FAITHS = any_of("""

adventist seventh-day_adventist ahmadi anglo-catholic armenian baha'i bahai brethren plymouth_brother
plymouth_brethren buddhist calvinist carmelite charismatic christadelphian christian_scientist cistercian
congregationalist coptic druid druze ecumenical eastern_orthodox episcopalian exclusive_brethren free_church
greek_orthodox hare_krishna heathen hindu huguenot huguenots ismaili jain jehovah's_witness jesuit jewish kirk
latter-day_saint liberal_jew lutheran mennonite messianic methodist moravian muslim nonconformist non-conformist
orthodox_jew pagan parsee pentecostal primitive_methodist presbyterian quaker rastafarian reform_jew roman_catholic
russian_orthodox salvation_army salvationist shia sikh spiritualist strict_baptist sufi sunni swedenborgian
unitarian urc wesleyan wee_free wiccan witch zoroastrian catholic protestant anglican baptist evangelical atheist
agnostic humanist secularist freemason mason tertiary oblate lapsed convert cradle_catholic churchgoer chapel_folk
chapel_people chapel_goer chapelgoer vegan vegetarian pacifist conscientious_objector republican monarchist""")
_ORIGINS = any_of("""

afghan albanian algerian american angolan argentinian armenian australian austrian azerbaijani bahamian bajan
bangladeshi basque belarusian belgian bengali bermudian bolivian bosnian brazilian bulgarian burmese cameroonian
canadian catalan chilean chinese colombian congolese croat croatian cuban cypriot czech danish dominican dutch
ecuadorian egyptian eritrean estonian ethiopian fijian filipina filipino finnish flemish french gambian georgian
german ghanaian gibraltarian goan greek grenadian gujarati guyanese haitian hungarian icelandic igbo indian
indonesian iranian iraqi irish israeli italian ivorian jamaican japanese jordanian kashmiri kazakh kenyan korean
kosovan kurdish kuwaiti latvian lebanese liberian libyan lithuanian malawian malaysian maltese mauritian mexican
moldovan mongolian moroccan mozambican namibian nepalese nepali nigerian norwegian omani pakistani palestinian
paraguayan persian peruvian polish portuguese punjabi romanian russian rwandan samoan saudi scottish senegalese
serbian sierra_leonean singaporean slovak slovakian slovene slovenian somali spanish sri_lankan sudanese swedish
swiss sylheti syrian taiwanese tamil tanzanian thai tibetan tongan trinidadian tunisian turkish ugandan ukrainian
uruguayan venezuelan vietnamese welsh west_indian yemeni yoruba zambian zimbabwean roma romany gypsy traveller
bargee showman mixed_race mixed-race mixed_heritage dual_heritage biracial black brown asian british_asian
black_british african caribbean african-caribbean afro-caribbean anglo-indian eurasian sami hakka cantonese
ulster-scots ex-pat expat windrush""")
_SELVES = any_of("""

gay lesbian bi bisexual trans transgender transsexual queer non-binary nonbinary asexual intersex pansexual
genderfluid drag_queen butch celibate dyke lgbt lgbtq polyamorous""")
_PARTIES = (
    r"(?:labour|tory|tories|conservatives?|lib ?dems?|liberals?|liberal democrats?|greens?|green party|ukip|reform"
    r"|plaid|plaid cymru|snp|sdp"
    r"|communists?|socialists?|swp|momentum|brexit party|independents?|dup|sinn fein|alliance|sdlp"
    r"|co-operative party|co-op party|bnp|residents' association)"
)
_BEFORE_KIN = (
    r"(?:\A|(?<=[,;:(–-] )|\b(?:when|after|since|if|because|cos|lost|buried|nursed|with|for|and|about|by|like|of|until"
    r"|till|before|while"
    r"|told|visit|visiting|moved|looked after|look after|looking after|care for|caring for|miss|once|as|then|now|so"
    r"|what|but"
    r"|to|from|is|was|took|taking|put|over|near|says|said) )"
)
_KIN_NAMES = (
    r"(?:mum|mam|mummy|mammy|dad|daddy|gran|granny|nan|nana|nanna|grandad|granddad|grandpa|granda|pops|wifey|hubby)"
)
_KIN_IN_WORDS = (
    r"(?:aunt(?:ie|y)? \w+|uncle \w+|my nan|(?:the|him|her) (?:wife|husband|missus|hubby|hubs|old man|other half"
    r"|better half|in-laws|mother-in-law|father-in-law|indoors|at home)|my (?:lot|two|three|four|eldest|youngest))"
)
_NOT_OTHERS = r"(?! (?:of|in question|who|whose|what|jokes?|and dads|and toddler)\b)"
_A_FEW = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+|both|several|a few|a couple of)"
_SUM = r"(?:£ ?)?\d[\d,.]*k?"

OWN_FAMILY = (
    rf"{_BEFORE_KIN}{_KIN_NAMES}(?:'s|'d|'ll)?\b{_NOT_OTHERS}"
    rf"|{_BEFORE_KIN}{_KIN_IN_WORDS}(?:'s|'d|'ll)?\b{_NOT_OTHERS}"
    rf"|\b(?:mum|mam|dad|gran|granny|nan|nana|grandad|grandpa)'s (?:bed|house|room|funeral|care|carer|hands?|chair"
    rf"|side|ashes|will|flat|place|bungalow|death|illness|grave|name)\b"
    r"|\b(?:the|a) (?:little one|bairns?|sprogs?|grandbairns|grandkids|grandchildren)(?:'s)?\b|\Atoddlers?\b|\Ababy\b"
)
OWN_MONEY = (
    rf"\b(?:the |my |our )?(?:pension|lump sum|nursery|childcare|mortgage|rent|overdraft|loan|wages?|salary"
    rf"|take[- ]home|payslip|council tax|stipend|bursary|grant|allowance|redundancy|gratuity|childminder"
    rf"|car loan|season ticket|fares?|bill|heating|deposit|service charge)(?:'s| is| was| are| came to| comes to"
    rf"| at| costs?|'s gone up to| has gone up to| went up to|'s gone to|:)(?: now| only| just| about"
    rf"| over)? (?:{_SUM}"
    rf"|(?:\w+[ -])?(?:hundred|thousand|grand)\b)"
    rf"|\bsettlement (?:was|of|came to) (?:£|\d|\w+ (?:thousand|grand|hundred))"
)
OWN_YEARS = r"\bthat's what (?:\w+[ -]?\w*) (?:years|decades|months) (?:of|in|on|gets|does|do|teaches|at)\b"
OWN = rf"{OWN_FAMILY}|{OWN_MONEY}|{OWN_YEARS}"
"""Ways of telling of one's own that need no I or my."""

CLUES = (
    *clues_of(Entity.SERVICE, 1, OWN_YEARS),
    *clues_of(
        Entity.FAMILY,
        1,
        r"\bmine(?:'s| is| are| were|'re| was| has| have) (?:\w+ )?(?:grown|gone|at (?:school|university|home"
        r"|college|that)|left|off|in|flown|still|little|small|teenagers|twelve|thirteen|\d+|married|abroad|inside"
        r"|away|doing|only|a \w+er)\b|\b(?:scattered|buried|cremated|visit|visiting|put) (?:\w+ )?(?:mum|dad|gran"
        r"|grandad|him|her|my|our|his ashes|her ashes)\b.{0,12}\b(?:ashes|grave|in|off|at|on|by|there|from)\b"
        r"|\bashes\b|\bresponsibilities at home\b|\b(?:back|home) to my parents\b|\bchildren of (?:my|our) own\b"
        r"|\bused to be married\b|\bowes? me\b",
        we=True,
    ),
    *clues_of(
        Entity.FAMILY,
        1,
        r"\b(?:somebody|someone)'s (?:mother|mum|dad|father|wife|husband|daughter|son|gran)\b|\b(?:runs|ran|is"
        r"|was) in (?:the|my|our) (?:family|blood)\b|\bi(?:'m| am) (?:one|youngest|eldest|the youngest|the eldest"
        r"|middle one|the middle one|last) of (?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+)\b"
        r"|\bi(?:'ve| have|'ve got| had|'d) (?:two|three|four|five|six|\d) (?:under|at|over|in|of (?:my|our) own"
        r"|of them at) \w+|\bmy (?:girl|boy|folks|two|three|four|lot|girls|boys|little man|little girl|ex|exes"
        r"|godson|goddaughter|son-in-law|daughter-in-law|fella|bloke|feller|good lady|young man|young lady|intended"
        r"|late wife|late husband|half)\b"
        r"|\b(?:follow(?:ed|ing)?|went|came) (?:in |into )?(?:my|our) (?:father|dad|mother|mum|brother|sister"
        r"|grandfather|uncle)(?:'s)?\b|\b(?:married|engaged|related) to (?:the|an?|one of|my|somebody|someone"
        r"|another|it)\b|\b(?:four|three|two|five) generations\b",
        we=True,
    ),
    *clues_of(
        Entity.FAMILY,
        1,
        rf"{OWN_FAMILY}"
        rf"|\bi(?:'ve| have|'ve got| have got|'d| had| got)(?: (?:also|still|now|only|just|already))? (?:an?|no"
        rf"|{_A_FEW}|some|young|small|little|grown|teenage|elderly|the)?(?: [\w-]+){{0,3}}? "
        rf"(?:{KIN}|kiddies|bairns?|little ones|lads|lasses|stepkids|stepchildren|dependants?|grandson"
        rf"|granddaughter|godchildren|parents?|in-laws)\b"
        rf"|\b(?:my|our) (?:[\w-]+ ){{0,3}}?(?:{KIN}|other half|better half|old man|little lad|little girl|bairns?"
        rf"|lot|lads?|lass|folks|people|in-laws|godmother|godfather|godson|goddaughter|great[- ]\w+|parents"
        rf"|mother's|father's|dependants?|intended"
        rf"|late \w+|then \w+|half-\w+|foster \w+|adoptive \w+|birth \w+|twin)\b"
        rf"|\b(?:married|wed|engaged|divorced|widowed|separated|single|partnered|hitched|cohabiting|living with"
        rf"|shacked up)(?=\Z|[,.;:!?)]| (?:to|at|with|since|for|in|and|from|man|woman|lady|bloke|now|twice"
        rf"|again)\b)"
        rf"|\b(?:mum|mam|dad|mother|father|parent|gran|grandma|granny|nan|grandad|grandpa|grandfather|grandmother"
        rf"|stepmum|stepdad|carer|guardian|aunt|auntie|uncle|godmother|godfather|widow|widower|son|daughter|wife"
        rf"|husband|sister|brother|twin|orphan|child) "
        rf"(?:of|to|for) (?:an?|{_A_FEW}|boys|girls|twins|teenagers|the|my|our|his|her|somebody|someone|toddlers"
        rf"|triplets|young|grown|disabled|autistic|\w+er\b)"
        rf"|\b(?:twins|triplets|expecting|adopting|adopted|fostered|fostering|ivf|single mum|single dad"
        rf"|single parent|lone parent|stepfamily|grandma|grandmother|grandfather|grandparents?|great-grandmother"
        rf"|great-grandfather|widowhood)\b"
        rf"|\b(?:lost|buried|nursed|nursing|miss|cared for|caring for|care for|look after|looked after"
        rf"|looking after|visit|support|supporting|sitting with|mind|minding) (?:my|our|both|an?"
        rf"|the) (?:[\w-]+ ){{0,3}}?(?:{KIN}|parents?)\b"
        rf"|\b(?:baby|kids|children|family|child|wedding|birth|twins|grandchild|little boy"
        rf"|little girl) (?:on the way|at home|to feed|due|under \w+|in tow|of my own|of our own|in \w+|at school"
        rf"|grown up|gone|left home|flown)\b"
        r"|\bi(?:'m| am) all (?:she|he|they)(?:'s|'ve| has| have) got\b|\bsince the baby\b|\bthe baby (?:came|was"
        r"|arrived|is|due)\b|\bour twins\b|\bgrown[ -]up (?:kids|children|son|sons|daughter|daughters)\b"
        r"|\bi(?:'m| am) (?:an? )?(?:[\w-]+ ){0,2}(?:mum|dad|mother|father|parent|grandmother|grandfather|gran"
        r"|grandad|granny|nan|widow|widower|bachelor|spinster|divorcee|newlywed|only child|eldest of|youngest of"
        r"|one of (?:two|three|four|five|six|seven|eight|nine|ten))\b",
        we=True,
    ),
    *clues_of(
        Entity.BELIEF,
        2,
        rf"\b(?:i'm|i am|i was|i've been|as|speaking as|being|been|brought up|raised|bred|born|became|become|us"
        rf"|we're|we are|we were|turned|being|am|was|from|of|half|part|only|other|half-)(?: (?:an?|the|one of|few"
        rf"|only|other|lapsed|devout|practising|strict|good|bad|cradle|old|raised"
        rf"|brought up|born|lifelong|ex|former|openly|out|proud|also|young|single|married|working"
        rf"|\w+ly))*[ -](?:{_FAITHS}|{_ORIGINS}|{_SELVES})s?(?=\Z|[,.;:!?)]| (?!(?:government|policy|council|party"
        rf"|manager|hole|box|market|friday|mark|spot|economy|minister|study|studies|language|report|press"
        rf"|paper)\b)\w+)"
        rf"|\bhalf (?:{_ORIGINS})\b|\b(?:my|our) (?:own )?(?:faith|beliefs?|creed|imam|rabbi|synagogue|mosque"
        rf"|temple|gurdwara|chapel|meeting|church|congregation|accent|mother tongue|first language|second language"
        rf"|third language|homeland|heritage|roots|passport|visa|papers|asylum|boyfriend and i|girlfriend and i"
        rf"|transition|partner and i both)\b"
        rf"|\b(?:is|was|being) my (?:first|second|third|fourth|mother|native) (?:language|tongue|country)\b"
        rf"|\bi(?:'m| am| was)? (?:\w+ )?(?:not born here|wasn't born here|came (?:here|over|to this country"
        rf"|to england|to britain|across)|arrived (?:here|in this country|from)|emigrated|fled|grew up (?:in|on"
        rf"|speaking|under))\b"
        rf"|\bi (?:stood|ran|canvassed|leafleted|campaigned|carried|voted|vote|sat|resigned) (?:\w+ )?(?:for|as"
        rf"|from) (?:the )?(?:\w+ )?{_PARTIES}\b|\b(?:carried|got|have|had|hold|held|tore up|ripped up"
        rf"|cut up) (?:an?|my|the) {_PARTIES} (?:party )?(?:card|membership)\b"
        rf"|\b(?:voted|vote|voting) {_PARTIES}\b|\b(?:stood|standing) (?:in|for) (?:the )?(?:\w+ )?(?:ward|council"
        rf"|election|parliament|county|parish council)\b|\b(?:as|i'm|i am"
        rf"|being) an? (?:\w+ )?{_PARTIES} (?:\w+ )?(?:member|voter|councillor|man|woman|supporter|activist"
        rf"|canvasser)\b"
        r"|\bi(?:'ve| have| had|'d|'m| am)?(?: \w+)? (?:converted|baptised|baptized|confirmed|received into"
        r"|ordained|excommunicated|bat mitzvah|bar mitzvah|circumcised|professed|a religious|came over (?:from"
        r"|to) rome|crossed the tiber|poped|prayed at|worship)\b|\bi came out\b|\bmy coming out\b",
        we=True,
    ),
    *clues_of(
        Entity.BELIEF,
        1,
        r"\b(?:i|we) (?:say|said|say our|always say) (?:my |our |a |grace|the )?(?:prayers?|grace|rosary|office)\b"
        r"|\bas a (?:believer|person of faith|woman of faith|man of faith|non-believer|communicant)\b"
        r"|\bbeing (?:a believer|religious|devout|church|chapel)\b|\b(?:church|chapel|catholic|quaker|methodist"
        r"|muslim|jewish|christian|religious) (?:family|household|home|upbringing|school boy|stock)\b|\b(?:vote"
        r"|voted|voting) (?:the )?(?:other|same|old) (?:way|lot|side)\b|\b(?:a bit of|something of"
        r"|quite) an? (?:red|pinko|leftie|lefty|tory|radical|firebrand)\b|\b(?:an?|the) (?:elder|deacon|believer"
        r"|communicant|churchgoer|convert|reader|preacher|steward) (?:at|of|in|with) (?:the|my|our|a)\b"
        r"|\bnot (?:much of )?a (?:churchgoer|believer|religious|godly)\b|\bwear(?:ing)? the (?:scarf|hijab|veil"
        r"|collar|turban|cross)\b",
        we=True,
    ),
    *clues_of(
        Entity.BELIEF,
        2,
        r"\b(?:kingdom hall|meeting house|citadel|opus dei|alpha course|hajj|umrah|lourdes pilgrimage"
        r"|first generation|second generation|third generation|naturalised|leave to remain|settled status"
        r"|right to remain|work permit|windrush generation|kindertransport)\b|\b(?:my|our) (?:people|family|parents"
        r"|father|mother|grandparents|folks) (?:are|were|came|come|is|was|hail|hailed|arrived|emigrated"
        r"|fled) (?:over )?(?:from|out of)\b|\btwo (?:men|women|mums|dads|brides|grooms)\b|\b(?:old|dead"
        r"|birth) name\b|\btransition(?:ed|ing)\b|\bpaid-up (?:communist|socialist|tory|liberal)\b",
        we=True,
    ),
    *clues_of(
        Entity.BELIEF,
        1,
        r"\b(?:go|going|went|goes|be|been|in|at|to|from|after|back from|off to) (?:\w+ )?(?:mass|chapel|church"
        r"|communion|evensong|matins|mosque|synagogue|shul|temple|meeting house|gurdwara|confession|prayers"
        r"|friday prayers|sunday school|bible study|vespers|compline|quaker meeting)\b"
        r"|\b(?:chapel|church|kirk) (?:people|folk|family|mouse|goer)\b|\bsunday (?:mornings?|nights?"
        r"|evenings?) (?:i'm|i am|is|are|we're|for|finds)\b|\bvoted? the same way\b|\b(?:my|our) (?:vote|politics"
        r"|party|colours|tradition|upbringing)\b|\bwasn't born here\b|\bnot from (?:here|this country)\b"
        r"|\b(?:keep|kept|observe|observed|fasting|fast|fasted) (?:kosher|halal|the sabbath|sabbath|lent|ramadan"
        r"|shabbat|the fast|sundays|for ramadan|for lent)\b|\bi(?:'m| am)? (?:not )?(?:religious|a believer"
        r"|god[- ]fearing|pious|a person of faith|of the faith|left-?wing|right-?wing|a leftie|a lefty|a socialist"
        r"|a republican|a royalist)\b",
        we=True,
    ),
    *clues_of(
        Entity.UNION,
        2,
        rf"\bi(?:'m| am| was|'ve been)? (?:the |a |an |our |their )?(?:\w+ )?{UNIONS} (?:\w+ )?{_UNION_POSTS}\b"
        rf"|\b(?:i|i've|i'd) (?:rep|repped|represent|represented|speak|spoke|organise|organised|negotiate"
        rf"|negotiated|stood|sit|sat|acted|act) (?:\w+ )?(?:for|on|as) (?:the )?(?:\w+ )?{UNIONS}\b"
        rf"|\bi(?:'ve| have| had)? (?:represent|represented|rep) (?:{_A_FEW}|\w+ty|\w+teen|over|about|nearly|around"
        rf"|some|\w+ hundred) \w+|\b(?:branch|lay|health and safety|safety|learning|equalities|workplace|shop"
        rf"|school|hospital|national|regional) (?:rep|reps|steward|chair|secretary|treasurer|officer|delegate|exec"
        rf"|executive)\b"
        rf"|\b(?:father|mother) of (?:the )?chapel\b|\bi(?:'ve| have|'d| had| was|'m| am)?(?: \w+)? (?:on|stood on"
        rf"|walked|at|manned) (?:the|a) picket\b",
    ),
    *clues_of(
        Entity.UNION,
        1,
        r"\b(?:went|been|came|was|were|i'm|going) (?:out )?on strike\b|\b(?:went|come|came|walked) out (?:on strike"
        r"|with the|in the strike|in '?\d\d)\b|\blet (?:it|my membership|my subs|my card) lapse\b|\b(?:paid[- ]up"
        r"|card[- ]carrying|lapsed|life) member\b|\bnot a member (?:myself|any more|now)\b"
        r"|\bthrown out of the (?:union|party|branch)\b|\bunion (?:man|woman|family|household|household"
        r"|through and through)\b|\bcrossed? (?:a|the) picket\b",
        we=True,
    ),
    *clues_of(
        Entity.UNION,
        1,
        rf"\b(?:in|joined|rejoined|left|quit|member of|active in|with|through|via|ring|rang|called|asked|by"
        rf"|for) (?:the |my |a |our )?{UNIONS}(?: (?:for|since|in|at|when|years|member|like|as|and|rep|branch)\b|\Z"
        rf"|[,.;:!?)])"
        rf"|\b{UNIONS} (?:member|subs|dues|card|branch|meeting|activist)\b|\b(?:pay|paid|paying) (?:my "
        rf"|the )?(?:subs|dues)\b|\bmy (?:\w+ )?(?:rep|branch|steward|shop steward)\b|\bmember of (?:the "
        rf"|a )?(?:trade )?union\b",
    ),
    *clues_of(
        Entity.MONEY,
        2,
        rf"{OWN_MONEY}"
        rf"|\b(?:i|we) (?:\w+ )?(?:owe|owed|clear|cleared|earn|earned|bring home|take home|took home|draw|get|got"
        rf"|net|gross|pay|paid|make|saved|borrowed|repay|lost|inherited|remortgaged|sold|spend|spent|live on"
        rf"|lived on|survive on|manage on) (?:[\w']+ ){{0,6}}?(?:£ ?\d[\d,.]*k?|\d[\d,.]{{2,}}|(?:\w+[ -])?(?:quid"
        rf"|grand|thousand|hundred|pounds|k)\b)"
        r"|\b(?:on|claiming|claim|getting|get|lost my|lose my|stopped my|topped up by|live on"
        r"|living on) (?:\w+ )?(?:universal credit|tax credits|housing benefit|benefits|pip|uc|esa|jsa|dla"
        r"|carer's allowance|pension credit|attendance allowance|child benefit|income support|disability|the dole"
        r"|a state pension|the state pension|statutory sick pay|ssp|minimum wage|living wage|free school meals)\b"
        r"|\b(?:student loans? company|student loans?|payday loans?|loan shark|credit cards?|credit union|csa"
        r"|child maintenance|iva|debt management|debt relief order|bankruptcy|overdraft|overdrawn|arrears|bailiffs?"
        r"|county court judgment|ccj|pawn(?:ed|shop)|on tick|on the never-never|remortgage\w*|repossess\w*|evicted"
        r"|eviction|foodbank|food bank)\b"
        r"|\bi(?:'m| am|'ve been)? (?:\w+ )?(?:do|did|doing|work|working|got|have|took|take) (?:an? |the |some |my "
        r"|two |three )?(?:\w+ )?(?:saturdays?|sundays?|weekends?|evenings?|nights|second job|side job|paper round"
        r"|cleaning job|bar job|bar work|extra shifts?|other job|bank shifts?|agency shifts?|taxi\w*|cabbing|uber"
        r"|deliveroo|amazon|warehouse|stacking|shelves|car boots?) (?:at|in|for|on|to|with|as|of|job|work|driving"
        r"|shifts?)\b",
        we=True,
    ),
    *clues_of(
        Entity.MONEY,
        2,
        r"\b(?:(?:bank|building society|lender|council|landlord)(?:'s| is| are|'re)? (?:\w+ )?(?:taking|took|taken"
        r"|repossess\w*|calling in|selling) (?:back )?(?:the|our|my)|county court judg\w+|bailiffs?"
        r"|debt collectors?|loan sharks?|in arrears|behind with (?:the|my"
        r"|our) (?:rent|mortgage|gas|bills)|lost (?:the|our|my) (?:house|home|flat|savings|business|shop|farm)"
        r"|hundred overdrawn|thousand overdrawn|overdrawn|maxed out|pay ?off of|payoff|payout|lump sum of"
        r"|settlement of)\b"
        r"|\b(?:hundred|thousand|grand|quid|pounds) (?:overdrawn|in debt|down|short|in the red|a month|a week"
        r"|a year|an hour|pension|in arrears|left over)\b|\bi (?:clean|drive|deliver|cook|tutor|babysit|cut hair"
        r"|pull pints|stack shelves|wait tables|mark exams|sell|dog[- ]walk|garden|cab"
        r"|do nights) .{0,25}\b(?:before|after|on top|evenings?|nights|weekends?|as well|on the side|to make|to pay"
        r"|from \w+ (?:till|to|until))\b",
        we=True,
    ),
    *clues_of(
        Entity.MONEY,
        1,
        r"\b(?:money|cash|things|budget)(?:'s| is| are| was| were) (?:\w+ )?(?:tight|short|scarce|a worry"
        r"|tighter)\b|\b(?:i|we) (?:just |only |barely )?(?:get by|scrape by|scrape along|manage|make do|go without"
        r"|struggle)(?=\Z|[,.;:!?)]| (?:on|with|but|somehow|just|and|to)\b)|\bbills to pay\b|\b(?:one|two|a single"
        r"|half a|his|her|no) (?:wage|wages|salary|income|pay packet)\b|\b(?:rise|increment|bonus|pay rise"
        r"|increase) (?:in|for|since) \w+"
        r"|\b(?:run|keep|heat|feed|buy|rent|furnish) (?:a|the|my|our) (?:car|house|home|family|flat|kids|children"
        r"|place|roof) on (?:this|that|it|what|my|a)\b|\bminimum wage\b|\bliving wage\b|\bfood on the table\b"
        r"|\broof over (?:my|our)\b|\bwolf from the door\b|\bbreadline\b|\bbroke\Z",
        we=True,
    ),
    *clues_of(
        Entity.MONEY,
        1,
        r"\b(?:can't|cannot|couldn't|could not|can|could|unable to|struggle to|struggling to) (?:\w+ )?(?:afford"
        r"|live on|manage on|pay the|pay my|pay for|feed|heat|make ends|get by|see us getting|get to the end"
        r"|keep up with|cover the)\b|\bnone of us can afford\b|\b(?:end|rest) of the month\b|\bcount(?:ing)? (?:the"
        r"|our|my|every) (?:pennies|penny|pence)\b"
        r"|\bon (?:a|my|the|our) (?:\w+ )?(?:pension|wage|wages|salary|minimum wage|fixed income|low income|stipend"
        r"|bursary|breadline)\b|\bmy (?:\w+ )?(?:rent|pension|mortgage|pay packet|wage packet|bank|overdraft"
        r"|bursary|stipend|deposit|debts?|bills?|fares?|petrol|bonus|increment|nest egg|overtime|expenses"
        r"|lump sum)\b"
        r"|\b(?:need|live on|rely on|depend on|do|doing|get by on) (?:the |my )?overtime\b|\bpoor as\b|\bmake do\b"
        r"|\bpinch of it\b|\btight(?:er)? (?:this|each|every) month\b|\bwatch(?:ing)? (?:every|the) penn(?:y|ies)\b"
        r"|\bmoney(?:'s| is| was) (?:tight|short|gone|running)\b|\b(?:rob|robbing) peter\b",
        we=True,
    ),
)
"""What a clause tells of the writer's family, beliefs, union and money."""

"""What tells little of somebody: that they may go, where in the country they are, how they get by. Data."""

from __future__ import annotations

from archive.redaction.entities import Entity
from archive.redaction.lexica.clues import any_of, clues_of
from archive.redaction.lexica.work import OCCUPATIONS

_SPELL = r"(?:days?|weeks?|months?|years?|terms?|shifts?|sundays|services|winters|paydays|semesters|fridays|mondays)"
_END = (
    r"(?=\Z|[,.;:!?)]| (?:and|but|so|if|when|because|now|myself|these|any|too|as|for|of|at|in|to|with|before|after"
    r"|since|there|here)\b)"
)

_ENDS_PLACE = r"(?=\Z|[,.;:!?)]| (?:based|way|born|here|so|and|but)\b)"
_SHIRES = any_of(
    "bedfordshire berkshire buckinghamshire cambridgeshire cheshire derbyshire gloucestershire hampshire herefordshire"
    " hertfordshire lancashire leicestershire lincolnshire northamptonshire nottinghamshire oxfordshire shropshire"
    " staffordshire warwickshire wiltshire worcestershire yorkshire huntingdonshire monmouthshire pembrokeshire"
    " carmarthenshire flintshire denbighshire aberdeenshire ayrshire lanarkshire perthshire"
)
OWN_PLACE = (
    r"\b(?:up|down|over|out|back|round|away) here (?:in|on|at|by|among)\b|\bhere (?:in|on|at|by) (?:the (?:north"
    r"|south|east|west|midlands|coast"
    r"|country|hills|valleys|fens|marches|borders|islands?|highlands|city|sticks|provinces|shires|far)|our|my"
    r"|\w+shire|wales|scotland"
    r"|cornwall|devon|norfolk|suffolk|kent|cumbria|ulster)\b|\bround (?:here|our way)\b"
)
"""Ways of speaking of where one is oneself."""

CLUES = (
    *clues_of(
        Entity.LEAVING,
        1,
        rf"\b(?:i'm|i am|i've been|i was|i'll be) (?:\w+ )?(?:for the off|ready for the off|hanging (?:on|in)"
        rf"|half out|half way out|clinging on|on my way|ready to (?:go|leave|jump|quit|retire)|past (?:it|caring)"
        rf"|tempted to (?:go|leave|jump|quit|jack|pack)"
        rf"|thinking (?:of|about) (?:going|leaving|packing|jacking|quitting|retiring|a change|retirement|moving"
        rf"|getting out|giving|chucking|my future)|close to (?:going|leaving|quitting|retirement|the end)"
        rf"|nearly (?:there|done|out|finished|retired)|considering my|marking time|seeing out|on borrowed time"
        rf"|on notice"
        rf"|(?:looking|searching|hunting|casting) (?:around|about|round|elsewhere|for|at)|(?:out|away|gone|done"
        rf"|finished|off|free)(?: of it)? (?:in|by|at|come|next|as soon|now|for good|altogether)|eligible to"
        rf"|due to (?:go|retire|finish|leave)|the next to go|next out)\b"
        rf"|\b(?:i've|i have|i'd|i had) (?:\w+ )?(?:nearly |almost |already |just |only )?(?:gone|left"
        rf"|started looking|begun looking|got an interview|an interview|had (?:an )?interviews?|had (?:an|one|two"
        rf"|a few|other|another|better) offers?|applied (?:for|to|elsewhere)|told (?:them|him|her|my \w+"
        rf"|the \w+) i'm|put (?:out )?feelers|registered with|signed up with|written my (?:notice|resignation"
        rf"|letter)"
        rf"|got (?:the|my) forms?|been offered|jumped|moved on|had enough|decided to (?:go|leave|retire|stop)"
        rf"|retired|thought (?:of|about) (?:going|leaving|quitting|packing)|a date|set a date|got a date)\b"
        rf"|\b{_SPELL} (?:to go|to my pension|till i|until i|and i'm|and then i|and that's me"
        rf"|from (?:retirement|my pension|the end))\b|\broll on (?:retirement|may|june|july|friday|the|my|august"
        rf"|september|christmas|easter|summer)\b|\bnot (?:for )?(?:much|that|so"
        rf"|very) (?:much )?long(?:er)?(?: now)?\b|\bwhen i (?:retire|leave|go|finish|do go|stop|get out|handed"
        rf"|hand)\b"
        rf"|\bi'd (?:go|leave|retire|be off|be gone|jump|walk) (?:tomorrow|today|like a shot|in a heartbeat|now"
        rf"|if)\b|\btook the (?:hint|plunge|leap|bait|chance) and (?:went|left|jumped|ran|retired)\b|\bi (?:don't"
        rf"|no longer) (?:do|work|teach|go|sing|ring|drive|nurse|practise|preach|play|row|serve|attend) ?(?:it"
        rf"|there|in it|for them|that)? ?(?:any ?more|now|these days){_END}"
        rf"|\bi can (?:go|retire|leave|draw my pension) (?:in|at|on|from|when|any) \w+|\bi (?:may|might|mightn't"
        rf"|shan't|won't|wouldn't|doubt i'll) (?:not )?(?:be|still be|last) (?:here|there|around|about|in post"
        rf"|in the job|working|long|another|much)\b|\bwork(?:ing|ed) (?:out )?my notice\b"
        rf"|\bcan't see myself (?:staying|lasting|still|here|doing)\b|\bmy (?:exit|leaving|resignation|escape"
        rf"|retirement|last (?:few|\w+ \w+)) (?:plan|date|do|party|card|letter|interview|is|was|will)\b"
        rf"|\bi (?:went|left|quit|resigned|retired|walked|jumped) (?:in the end|soon after|shortly|eventually|early"
        rf"|at the (?:first|earliest)|as soon as|before (?:they|it|i)|after that|not long|because|over it"
        rf"|rather than)\b|\bsemi-?retired\b",
        we=True,
    ),
    *clues_of(
        Entity.PLACE,
        1,
        r"\b(?:round|down|up|out|over) our (?:way|end|neck)\b|\b(?:in|around|round) (?:these|our|my) (?:parts"
        r"|corner|neck|end|bit|part|county|region|patch)\b|\b(?:this|our|my|the far|the wrong"
        r"|the other) (?:side|end|part|corner|bit|stretch) of (?:the|town|england|wales|scotland|\w+shire|cornwall"
        r"|devon|kent|norfolk)\b|\bnorth of the border\b|\bsouth of the (?:river|border)\b|\bthis far (?:north"
        r"|south|east|west|out|up)\b"
        r"|\b(?:i'm|i am|we're|we are|i've been|i come|we come|i hail|i was born|i'm originally|i grew up|raised"
        r"|bred) (?:originally )?(?:\w+ )?(?:north of|south of|from (?:mining|farming|fishing|cotton|steel"
        r"|the (?:valleys|north|south|east|west|fens|dales|city|country|estates?|islands?|coast|potteries|wrong))"
        r"|up in the|down in the|out in the|in the (?:sticks|smoke|hills|provinces|shires)|by the sea"
        r"|on the (?:south|north|east|west|\w+) coast|a (?:southerner|northerner|country \w+|city \w+)|\w+ (?:born"
        r"|bred)|out west|down south|up north|inner[- ]city|small[- ]town)\b"
        r"|\b(?:a|the|our|my) (?:small|big|large|tiny|little|northern|southern|rural|coastal|seaside|cathedral"
        r"|university|market|mill|mining|pit|fishing|industrial|inner-city|former|old) (?:\w+ )?(?:town|city"
        r"|village|county|borough|parish|port|suburb|place)\b|\bour village\b|\bour (?:little |small )?(?:town"
        r"|island|valley|estate|street)\b|\b(?:yorkshire|lancashire|cornish|geordie|kentish|norfolk|suffolk|devon"
        r"|cumbrian|durham|welsh|scots|ulster) (?:born|bred|lad|lass|boy|girl|folk|stock|born and bred|roots|mother"
        r"|father|family)\b",
        we=True,
    ),
    *clues_of(
        Entity.EMPLOYER,
        1,
        r"\b(?:i'm|i am|i was|we're|i've been|i'd been) (?:employed|contracted|engaged|paid|hired|taken on|kept on"
        r"|retained|outsourced|insourced|on the payroll) (?:by|through|via|with|at|to|as|in|for)\b|\b(?:i'm|i am"
        r"|i was|i've been|i'd been) (?:now |still |currently |actually )?(?:with|at|from|for) (?:one|a|an|the"
        r"|another|some|two|three) (?:of|other|different|big|small|local|private|rival|neighbouring|national"
        r"|provider|contractor|charity|firm|trust|agency|company|council|school|university|college|club|parish)\b"
        r"|\b(?:my|our) (?:place|lot|shop|outfit|firm|mob|crowd|bunch|employers?|organisation|org|establishment"
        r"|institution|gaff|shower|company|paymasters|house|branch|service|division|directorate|section|unit"
        r"|site) (?:is|are|was|were|has|have|had|does|do|did|got|went|gets?|said|says|will|would|the|still|just|'s"
        r"|'ve)\b|\b(?:someone|somebody|one|anyone|a person|people|those of us|those|a man|a woman) (?:who works "
        r"|working |inside |employed |who worked |who's )?(?:in|within|inside) the (?:sector|trade|business|system"
        r"|service|field|profession|job|game|industry|church|university|college|nhs|union|department"
        r"|organisation)\b"
        r"|\b(?:on|from) the inside\b|\binsider\b|\bon the (?:front ?line|shop floor|coal ?face|ground floor|wards?"
        r"|factory floor|payroll|bench|tools|sharp end|receiving end|management side|other side|landings?)\b",
        we=True,
    ),
    *clues_of(
        Entity.GRADE,
        1,
        rf"\b(?:i'm|i am|i was|we're|we are|i've been|i remain|being) (?:\w+ )?(?:front[- ]?line|back[- ]?office"
        rf"|middle[- ]management|senior management|management|junior|senior|operational|non-operational|admin"
        rf"|clerical|secretarial|technical|ancillary|auxiliary|civilian|uniformed|in uniform|clinical|non-clinical"
        rf"|academic|non-academic|teaching staff|support staff|lay|ordained|clergy|shop[- ]floor|blue[- ]collar"
        rf"|white[- ]collar|bottom of the (?:heap|pile|ladder|rung|food chain)|low down|high up"
        rf"|near the (?:top|bottom)|lower rank\w*|entry[- ]level|on the (?:bottom|lowest|first) rung|hands-on"
        rf"|desk-?bound|supernumerary|unqualified|qualified|untrained|unpaid|paid|salaried|employed|staff){_END}"
        rf"|\bas an? (?:[\w-]+ )?(?:parent|staff|student|community|co-opted|foundation|teacher|lay|local|founding"
        rf"|ordinary|junior|senior|former|ex|serving|retired|long-serving|long-standing|life|paid-up"
        rf"|honorary) (?:governor|member|representative|councillor|trustee|manager|officer|worker|clerk|nurse"
        rf"|teacher|tutor|lecturer|steward|magistrate|employee|inspector|volunteer)\b"
        rf"|\bi (?:clean|teach|nurse|volunteer|preach|temp|cater|garden|weld|farm|tutor|drive|cook|type|caretake"
        rf"|interpret|translate|lecture|research|code|build|brew|bake|sew|sing|ring|row|bowl|fence|sail|dig|drum"
        rf"|model|paddle){_END}|\b(?:i'm|i am) (?:the )?(?:new|old) (?:girl|boy|hand|lag|starter|recruit|bug|guard"
        rf"|one|timer|man|woman)\b|\bi (?:work|worked|did|do) (?:the )?(?:work|job) of (?:two|three|four|\w+)\b"
        rf"|\b(?:doing|do|does) (?:the )?(?:work|jobs?) of (?:two|three|four|five)\b|\bcovering for (?:two|three"
        rf"|four|someone|somebody|\w+ people)\b",
        we=True,
    ),
    *clues_of(
        Entity.AGE,
        1,
        r"\b(?:wrong|right|far|sunny|shady|other) side of (?:thirty|forty|fifty|sixty|seventy|eighty|\d\d)\b"
        r"|\bgetting on (?:a bit|in years|now|for)\b|\b(?:not yet|nearly|almost|well over|just over|just under"
        r"|rising|pushing|knocking on|past|turned|turning|hitting|past my|over) (?:thirty|forty|fifty|sixty|seventy"
        r"|eighty|retirement age|pension age|the hill)\b|\bof a certain age\b|\bon the clock\b"
        r"|\blong in the tooth\b|\bmy (?:age|time of life|years|advancing years|generation)\b|\b(?:old"
        r"|young) enough to be\b|\bstarted young\b|\bat my (?:time of life|age)\b(?! nothing)",
    ),
    *clues_of(
        Entity.BELIEF,
        1,
        r"\bi (?:don't|do not|never|won't) (?:eat (?:pork|meat|beef|fish on|shellfish)|work (?:on )?(?:sundays?"
        r"|saturdays?|the sabbath)|drink for|shake hands|swear)\b|\b(?:i|we) (?:fast|pray|worship|tithe|evangelise"
        r"|meditate|chant|keep kosher|go to meeting|light the candles|say grace)\b|\bramadan\b|\b(?:always|lifelong"
        r"|been|was|were|i'm|born) (?:a )?(?:labour|tory|conservative|liberal|lib dem|green|old labour|communist"
        r"|socialist|nationalist|plaid|snp|ukip)(?=\Z|[,.;:!?)]| (?:man|woman|voter|supporter|to|and|since|myself"
        r"|till|until|all)\b)"
        r"|\b(?:church of england|c of e|cofe|church of scotland|church in wales|of the old faith|of faith"
        r"|low church|high church|brought up (?:in the faith|chapel|church|strict|catholic|religious|to pray))\b"
        r"|\bif anything\b",
        we=True,
    ),
    *clues_of(
        Entity.UNION,
        1,
        r"\b(?:let|letting) (?:my|our) (?:membership|subs|card) (?:go|lapse|run)\b|\bmy (?:union|rep|branch"
        r"|shop steward|membership|subs|union rep|union card)\b|\b(?:rang|ring|called|asked|tried|told|went to"
        r"|been to|through) the union\b|\bunion (?:man|woman|family)\b|\bout in '\d\d\b|\bnever crossed a\b",
        we=True,
    ),
    *clues_of(
        Entity.MONEY,
        1,
        r"\b(?:paying|pay|paid) (?:it|them|that|the lot|him|her) (?:off|back)\b|\b(?:had to|having to"
        r"|going to have to|forced to) (?:sell up|sell the|remortgage|borrow|downsize|move back|take a second"
        r"|go part|go to my|pawn|use a food)\b|\b(?:no|some|what|our|my|few) savings\b|\bmy (?:pay|wages?|salary"
        r"|take-home)(?:'s| is| was| has| went| goes| hasn't| doesn't)\b|\bpay cut\b|\bcan't pay\b"
        r"|\bhelp with (?:the|my|our) (?:rent|bills|heating|fees|council tax)\b|\bworse off\b|\bhand to mouth\b"
        r"|\b(?:two|three|four|five|six|eight|ten|\d+) (?:grand|thousand|hundred|quid|pounds) (?:less|worse|short"
        r"|down|more|better)\b|\b(?:living|live|lived|surviving|getting by) on (?:my|the|a|what|toast|beans|nothing"
        r"|less|overdraft|credit|fresh air)\b",
        we=True,
    ),
    *clues_of(
        Entity.CASELOAD,
        1,
        r"\bno time to (?:see|visit|read|mark|do|talk to|get round) (?:them|everybody|everyone|all|half|any)\b"
        r"|\btoo many (?:on my|for one|to (?:see|mark|visit|manage|count|name|do))\b|\bmy numbers\b|\b(?:spread"
        r"|stretched) (?:too )?thin\b|\bsnowed under\b|\bdrowning in\b|\bup to (?:here|my eyes|my neck) (?:in"
        r"|with)\b|\bswamped\b",
        we=True,
    ),
    *clues_of(
        Entity.HEALTH,
        1,
        r"\bgood days and bad(?: days)?\b|\b(?:it's|it was|that's|blame) my (?:chest|heart|back|knees?|hips?|nerves"
        r"|eyes|ears|head|lungs|legs?|feet|hands?|kidneys|liver|blood pressure|sugar|thyroid|prostate)\b"
        r"|\bmy own health\b|\bhad a (?:bit of a )?(?:wobble|scare|turn|funny turn|fright|bad spell|collapse"
        r"|moment)\b|\bin hospital\b|\bon (?:tablets|medication|the tablets|pills|blood thinners|painkillers"
        r"|the list|the waiting list)\b",
        we=True,
    ),
    *clues_of(
        Entity.SECONDMENT,
        1,
        r"\b(?:i've|i have|i) (?:moved|changed|swapped|switched) (?:teams?|offices?|departments?|wards?|schools?"
        r"|shifts?|jobs?|roles?|desks?|wings?|branches|parishes|clubs?|choirs?|depots?|stations?)\b|\bthey(?:'ve"
        r"| have)? (?:moved|shifted|shunted|redeployed) (?:me|us)\b|\bsent (?:me|us) (?:to|out|over|back|off|away"
        r"|down|up)\b",
        we=True,
    ),
    *clues_of(
        Entity.DATE,
        1,
        r"\b(?:straight|direct) (?:from|out of) (?:school|college|university|uni|sixth form|the army|seminary"
        r"|training)\b|\bunder the old (?:\w+ )?(?:rules|system|scheme|regime|contract|diploma|syllabus|pay|course"
        r"|order)\b|\bi was there\b|\bi remember (?:it|the last|the first|when we|when i|when there were"
        r"|being)\b.{0,30}\b(?:i was|we were|i'd|merger|there)\b|\bstarted young\b|\bin at the (?:start|beginning"
        r"|deep end)\b",
        we=True,
    ),
    *clues_of(
        Entity.GRADE,
        1,
        rf"\b(?:us|we) (?:\w+ )?(?:{OCCUPATIONS})s\b|\bas an? (?:ordinary|humble|mere|mild|lowly|fellow"
        rf"|rank[- ]and[- ]file|founder|founding|associate|active|committed|occasional|regular|new|newish|old|young"
        rf"|younger|older) (?:\w+ )?(?:member|worker|volunteer|helper|ringer|singer|player|student|officer|teacher"
        rf"|nurse|parishioner|allotment holder|ratepayer)\b"
        r"|\b(?:i'm|i am|i was|i work|i worked|i've been|i'd been) (?:\w+ )?in (?:hr|personnel|finance|it|admin"
        r"|payroll|procurement|comms|communications|estates|facilities|legal|audit|planning|housing|licensing"
        r"|registry|admissions|accounts|security|catering|portering|outpatients|pathology|pharmacy|x-ray|theatres"
        r"|a&e|icu|stores|dispatch|control|operations|custody|safeguarding|records|policy|research|design"
        r"|engineering|maintenance|sales|marketing|the (?:post room|kitchens|stores|office|registry|library|archive"
        r"|workshops|lab|control room|back office|gardens))\b"
        r"|\bi (?:help|helped|pitch in|lend a hand|assist|assisted|fill in|filled in|stand in|stood in|do a turn"
        r"|take a turn|muck in) (?:out |in )?(?:with|at|on|in|behind|when|once|now and then|there|here|with the|a"
        r"|every|most|as)\b|\bmy (?:job|work|role|trade|post|department|line|end|part|side|bit)(?:'s| is"
        r"| was) (?:the|to|in|with|mostly|mainly|all|a|an|only|on|just)\b|\b(?:person|man|woman|bloke|\w+er"
        r"|\w+ist) by (?:trade|profession|training|calling|background)\b"
        r"|\b(?:i'm|i am|we're) (?:\w+ )?(?:new|newish|green|fresh|wet behind|still learning|a rookie|the rookie"
        r"|inexperienced|an? old stager)(?=\Z|[,.;:!?)]| (?:to|at|in|here|there|and|but|on|so)\b)|\bi hold (?:a"
        r"|the) (?:keys?|licence|certificate|post|chair|office|rank|pass|brief|season)\b|\b(?:i|we) (?:sit|sat"
        r"|serve|served) on (?:a|the|two|three|several|various) (?:\w+ )?(?:committee|board|panel|council|bench|pcc"
        r"|jury|working (?:party|group))s?\b",
        we=True,
    ),
    *clues_of(
        Entity.MONEY,
        1,
        r"\bi(?:'ve| have|'ve got|'d| had)? (?:an? |the |some |two |got )?(?:\w+ )?(?:debts?|mortgage|loans?"
        r"|overdraft|bills|arrears|rent to pay|dependants)\b|\b(?:had|having) to (?:cut back|cut down|tighten"
        r"|economise|go without|scrimp|give up the)\b|\b(?:took|take|taken|taking) out (?:a|another|two) loans?\b"
        r"|\b(?:don't|didn't|never|hardly|barely) (?:earn|get paid|make|bring in|bring home) (?:much|enough|a|more"
        r"|that|what)\b|\b(?:not|badly|poorly|low|under)[- ](?:well[- ])?paid\b|\bon my uppers\b|\bpension won't\b"
        r"|\bwon't stretch\b",
        we=True,
    ),
    *clues_of(
        Entity.SECONDMENT,
        1,
        r"\b(?:helping|helped|lending a hand|filling in|standing in|covering|loaned|lent"
        r"|sent) (?:out )?(?:elsewhere|next door|at another|at a different|in another|over there|at the other"
        r"|across the)\b|\b(?:moved|shunted|shifted|pushed|promoted) sideways\b|\bi was (?:\w+ )?(?:loaned|lent"
        r"|seconded|borrowed|moved|shifted)\b|\bsecondments?\b|\bseconded\b|\bon loan\b|\bdetached duty\b",
        we=True,
    ),
    *clues_of(
        Entity.PLACE,
        1,
        rf"{OWN_PLACE}|\ba (?:long|fair|good) way (?:north|south|east|west|out|up|from)\b|\b(?:east|west|north"
        rf"|south) coaster\b|\b(?:same|worse|better|different|quieter) (?:up|down|over|out|here) (?:here|north"
        rf"|south|in the|in)\b|\bfar (?:north|south|east|west|end) of\b|\bwhere i(?:'m| am| work| live"
        rf"| come from)\b",
        we=True,
    ),
    *clues_of(
        Entity.PLACE,
        1,
        rf"\bi'm (?:in |on |from )?(?:the )?(?:midlands|east midlands|west midlands|rural|inner[- ]city"
        r"|small[- ]town|home counties|black country|west country|(?:north|south|east|west|mid|\w+ern) (?:coast"
        rf"|country|wales|yorkshire|london|england|kent|devon|essex|sussex|scotland)|{_SHIRES}){_ENDS_PLACE}"
        rf"|\bi'm (?:in |on |from )?(?:the )?\w+ way{_ENDS_PLACE}",
    ),
    *clues_of(
        Entity.EMPLOYER,
        1,
        r"\bi'm (?:an? |in an? |at an? |with an? |for an? )?(?:small|big|large|local|private|rural|urban|tiny"
        r"|national|regional|northern|southern|red ?brick|russell group|post-92|secondary|primary|independent|faith"
        r"|special|further|sixth[- ]form|district|county|city|borough|parish|cathedral|public|voluntary|housing"
        r"|mental health|acute|community) (?:\w+ )?(?:college|school|hospital|trust|council|provider|charity|firm"
        r"|company|university|church|club|office|team|prison|station|sector|association|library|museum|authority"
        r"|service)(?=\Z|[,.;:!?)]| (?:for|so|and|but|in|up|down|worker|employee|here)\b)",
    ),
    *clues_of(
        Entity.FAMILY,
        1,
        r"\bi'm (?:a )?(?:working|single|stay[- ]at[- ]home|tired|busy|proud|new|older|younger|young|lone|foster"
        r"|full[- ]time) (?:mum|dad|mam|mother|father|parent|gran|grandad|carer)\b|\bi'm (?:two|three|four|five|six"
        r"|no|elderly|teenage|grown[- ]up|small|young) (?:kids|children|parents|teenagers|boys|girls|sons"
        r"|daughters)\b|\bi'm (?:teenagers|toddlers|twins)\b|\bi'm (?:a )?(?:husband|wife|partner|son|daughter"
        r"|brother"
        r"|sister|dad|father|mother|mum) (?:is |was |in |at |works|on )|\b(?:wife|husband|partner|hubby|son"
        r"|daughter|brother|sister)'s an? \w+",
    ),
    *clues_of(
        Entity.SERVICE,
        1,
        r"\bi'm (?:a )?(?:part|full)[- ]timer\b|\bi'm (?:a )?(?:long[- ]time|long[- ]standing|long[- ]serving"
        r"|lifelong|founder|founding|lapsed|former|past"
        r"|associate|honorary) (?:member|resident|user|volunteer|employee|servant|reader|customer|regular|\w+er)\b"
        r"|\bi (?:have )?never missed a\b|\bi've been in (?:since|for|from|nearly|over)\b",
    ),
    *clues_of(
        Entity.MONEY,
        1,
        r"\bi'm (?:on|living on|paid) (?:a |an )?(?:pittance|peanuts|buttons|shoestring|zero[- ]hours|benefits"
        r"|the dole|basic|half pay|a pension|pension|statutory)\b",
    ),
    *clues_of(
        Entity.CASELOAD,
        1,
        r"\b(?:caseload|workload|list|class|inbox|backlog)(?:'s| is| was) (?:through|off|over|up|down|double|twice"
        r"|out)\b|\bi'm (?:a )?double what\b|\btoo many (?:cases|pupils|patients|reports|students|clients)\b",
    ),
    *clues_of(
        Entity.GRADE,
        1,
        r"\bi was (?:in (?:the )?(?:\w+ )?(?:forces|army|navy|raf|police|service|trade|job|union|church|choir|band)"
        r"|an? (?:\w+ )?(?:rep|steward|governor|volunteer|member|student|clerk|cadet|reservist|special|councillor"
        r"|trustee))\b|\bi(?:'m| am)? (?:still )?on (?:probation|trial|a trial|trial period|licence|nights|days"
        r"|lates|earlies|call|supply|the bank|the rota|placement|contract)\b|\bi served my (?:sentence|time"
        r"|apprenticeship|articles|notice|term|country)\b|\bi had (?:enough|my fill)\b|\bi did time\b",
    ),
    *clues_of(
        Entity.OFFICE,
        1,
        r"\b(?:first|second|third|fourth|fifth|sixth|top|ground|bottom) floor\b|\b(?:room|desk|block|bay|gate"
        r"|platform|bench|pew|peg|locker|cell|landing) (?:\d+[a-z]?|[a-z])(?=\Z|[,.;:!?)])|\bdepartment of one\b"
        r"|\bname(?:'s| is) on the (?:door|board|wall|gate|list|plaque|rota|shield)\b|\b(?:my|our"
        r"|the) office (?:backs|looks|faces|opens|is (?:over|above|next|opposite|behind|in|on)|used to be"
        r"|overlooks)\b|\b(?:the|our) (?:office|building|place|room|desk|shed|shop) i(?:'m| am) in\b",
        we=True,
    ),
    *clues_of(
        Entity.GRADE,
        1,
        r"\bnobody else (?:in|at|on) (?:the|our|my) \w+ (?:does|can|has|knows|did)\b|\b(?:the|their|its) (?:only"
        r"|youngest|oldest|longest[- ]serving|first|last|shortest|tallest|sole) (?:[\w-]+ ){1,3}(?:they've got"
        r"|they have|left|in the (?:county|service|building|trust|diocese|district|region|school|regiment|club"
        r"|guild|choir|union|branch|team|department|country|company|village|parish|class|year))\b|\b(?:first|last"
        r"|only one|youngest|eldest) (?:in|of) (?:my|our|the) (?:family|line|lot|intake|year|generation|class"
        r"|village|regiment|watch|\w+ers)\b"
        r"|\bi (?:moved|proposed|seconded|tabled|drafted) (?:the|a|an|that) (?:motion|amendment|resolution"
        r"|vote of)\b|\bi hold (?:the|their|our|its) (?:purse strings|keys|fort|budget|reins|record|seal|chair"
        r"|casting vote)\b|\b(?:arrested|jailed|remanded|cautioned|convicted|fined|bound over|sentenced"
        r"|locked up) (?:at|in|for|by|on|twice|once|again)\b|\bs man (?:at|in|on) the \w+",
        we=True,
    ),
    *clues_of(
        Entity.MONEY,
        1,
        r"\b(?:tax credits|housing benefit|universal credit|pip|esa|benefits?|pension|allowance|carer's allowance"
        r"|overtime|bonus|increment)(?: was| were| has been|'s been|'ve been)? (?:stopped|cut|docked|frozen"
        r"|sanctioned|refused|reduced|withdrawn|suspended)\b|\b(?:docking|docked|dock) (?:me|my|us|our)\b"
        r"|\bsanctioned (?:me|for|twice|again)\b",
        we=True,
    ),
)
"""Milder clues: what they find is for a moderator to consider."""

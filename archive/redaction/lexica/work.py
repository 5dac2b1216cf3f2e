"""What somebody does, for whom, since when and until when: trades, duties, places of work, comings and goings. Data."""

from __future__ import annotations

from archive.redaction.entities import Entity
from archive.redaction.lexica.clues import any_of, clues_of

OCCUPATIONS = any_of("""

accompanist accountant acolyte actor actress actuary adjudicator administrator admin advocate aerialist agronomist
aircraftman allotmenteer almoner ambulanceman ambulance_technician anaesthetist analyst angler apprentice
approved_premises_worker arboriculturist archaeologist archdeacon archer archivist artist assessor assistant
astronomer au_pair auctioneer auditor author auxiliary bailiff baker bandmaster bandsman bank_clerk barista barmaid
barman barrister bassoonist beautician beekeeper bellringer bell_ringer biker binman biochemist biologist blacksmith
boatbuilder boatman bodger boilermaker bookbinder bookkeeper bookseller bosun botanist brass_player brewer
bricklayer brickie broker builder bureaucrat bursar bus_driver butcher butler cabin_crew cabinetmaker caddie
cafe_owner call_taker call_handler cameraman campanologist cantor caretaker carpenter cartographer case_admin
case_worker caseworker cashier cataloguer caver cellist chaplain charge_nurse chauffeur chef chemist
chief_petty_officer childminder chippy chiropodist choirmaster chorister churchwarden civil_engineer civil_servant
clarinettist class_teacher cleaner clergyman clerk climber clinician coach coastguard cobbler coder collier
combat_medic commissioner companion_carer composer compositor compositer concierge conservator conservation_officer
constable consultant contractor control_room_operator controller convenor cook cooper copper coppicer
coroner's_officer corporal counsellor councillor courier court_clerk court_usher cox craftsman craftswoman
crane_driver cricketer crofter crown_prosecutor curate curator customs_officer customs_man cyclist data_clerk deacon
dean debt_adviser decorator deckhand demonstrator dental_nurse dentist deputy designer detective developer dietician
dietitian dinner_lady diplomat diver dockers docker doctor dog_handler dog_walker doorman draughtsman dressmaker
driver driving_examiner driving_instructor drummer ecologist economist editor electrician employment_adviser
engineer engine_driver enquiry_agent envoy equerry estate_agent exam_officer examiner executive_officer fabricator
facilitator falconer farmer farmhand farrier ferryman fettler fiddler finance_officer finalist firefighter fireman
first_aider fisherman fishmonger fitter flautist florist footballer footplateman forecaster foreman forester
forewoman foster_mum foster_dad foster_parent foster_carer founder fundraiser funeral_director furrier gamekeeper
gardener gas_fitter general_secretary genealogist geographer geologist glassblower glazier goalkeeper goalie golfer
grandparent grave_digger greengrocer greenkeeper grocer groom groundsman guard guide guider guillemot gunner
hairdresser handbell_ringer harpist harbourmaster haulier headmaster headmistress headteacher health_visitor herald
hill_farmer historian home_help horn_player horticulturist hospital_porter hotelier housekeeper housemaster
houseparent housewife hygienist immigration_officer incumbent inspector instructor intern interpreter invigilator
ironmonger jailer janitor jeweller job_coach jobbing_builder joiner journalist judge juror key_worker keyworker
laboratory_technician lab_technician lab_tech labourer landlady landlord landscaper lathe_hand launderer laundress
lawyer lay_preacher lay_reader lay_clerk leader_of_worship learning_mentor leather_worker lecturer legal_adviser
legal_exec legal_secretary lengthsman librarian library_assistant lifeboatman lifeguard lighthouse_keeper linesman
linguist local_preacher lock_keeper lock-keeper locksmith lollipop_lady lollipop_man loss_adjuster lorry_driver
lumberjack machinist magistrate mail_carrier maintainer maltster marine marine_biologist marshal mason masseuse
master_mariner matelot mathematician matron mechanic mechanical_engineer mediator medical_secretary medic
mental_health_nurse mentor merchant_seaman messenger metallurgist metalworker meteorologist metermaid microbiologist
mid-career midwife milkman miller millwright miner minister mission_worker model_engineer modeller moderator monk
mortuary_technician motorman motorcyclist mountaineer museum_attendant musician nanny neurologist newsagent
night_porter night_manager night_worker novelist nun nurse nursery_nurse nursery_worker nurseryman obstetrician
oboist occupational_therapist office_junior office_manager oil_worker operations_manager optician optometrist
orchardman orderly organist organ_scholar ornithologist orthodontist osteopath outreach_worker paediatrician painter
panel_beater paperboy paralegal paramedic paratrooper park_keeper parking_attendant park_ranger parole_officer
passenger_assistant pastor pathologist patrolman pattern_maker payroll_clerk pensions_officer personal_assistant
personnel_officer pew-filler pharmacist phlebotomist photographer physicist physiotherapist pianist pigeon_fancier
pilot pipe_major piper planner planning_officer plasterer platelayer playworker playleader plumber podiatrist poet
policeman policewoman police_officer porter post_doc postdoc postgrad postgraduate postie postman postmaster
postmistress postwoman potter poultryman preacher presenter priest printer prison_chaplain prison_officer
prison_governor prison_teacher prison_visitor probation_officer probationer producer professor programmer
projectionist prosecutor psychiatrist psychologist psychotherapist publican publisher puppeteer purser
quantity_surveyor quarryman quartermaster rabbi radiographer radiologist radio_amateur radio_operator railwayman
rambler range_officer ranger reader receptionist recruiter rector referee refuse_collector registrar removal_man
reporter researcher research_assistant research_fellow research_nurse research_student residential_worker
respite_carer restorer retailer revenue_officer rigger ringing_master ringer road_sweeper roofer rower rugby_player
sacristan saddler sailor salesman saleswoman satellite_engineer sawyer scaffolder school_cook school_secretary
school_nurse schoolmaster schoolmistress schoolteacher scientist scout_leader scoutmaster scribe sculptor seafarer
seaman seamstress secretary security_guard security_officer senior_lecturer sergeant session_musician sexton
shelf_stacker shepherd ship's_cook shipwright shop_floor_worker shop_steward shopkeeper shop_worker shop_assistant
shunter sidesman signaller signalman signalwoman silversmith singer site_manager skipper slater smallholder
social_worker sociologist soldier solicitor soloist song_leader sonographer spark sparky speech_therapist spinner
sports_coach squaddie stable_lad stage_manager staff_nurse staffer starter stationmaster station_master statistician
steeplejack steeple_keeper steward stevedore stockman stoker stonemason storeman stores_person street_pastor
strimmer student student_nurse studio_manager submariner sub-editor sub_editor sub-postmaster subpostmaster
supervisor supply_teacher surgeon surveyor sweep swimmer switchboard_operator sysadmin systems_analyst tailor
tanker_driver tax_inspector taxi_driver tax_officer teacher teaching_assistant team_leader technician telephonist
telesales temp tenant_farmer test_pilot tester thatcher therapist theologian ticket_inspector tiler tinsmith
toastmaster toolmaker tour_guide tower_captain town_clerk tracklayer trackman tractor_driver trader
trading_standards_officer traffic_warden train_driver trainee trainer tram_driver translator traveller treasurer
tree_surgeon trombonist trucker trumpeter trustee turner tutor typist umpire undergrad undergraduate undertaker
upholsterer usher vaccinator valet valuer van_driver verger veterinary_nurse vet vicar vice-captain vice_captain
victim_liaison_officer violinist visiting_officer viticulturist voice_coach volunteer waiter waitress warden warder
wardsman ward_clerk ward_sister warehouse_man warehouseman warehouse_operative watch_manager watchmaker
water_bailiff weaver webmaster welder welfare_officer wheelwright whip widower window_cleaner winemaker wood_turner
woodcarver woodturner woodwork_teacher work_coach writer yachtsman yard_foreman youth_leader youth_worker zoo_keeper
zoologist pos psos spos csos vlos tas hcas pcs eos aos heos seos lsas chap_in_charge second-in-command number_two
number_one night_staff night_shift treble tenor alto soprano bass baritone countertenor contralto second_soprano
controller net_controller duty_manager duty_senior duty_officer lead_developer test_lead team_lead tech_lead
head_chef head_gardener head_porter head_of_house crew_manager crew_commander watch_commander station_officer
leading_hand leading_firefighter sub-officer sub_officer newly_ordained ordinand seminarian verderer reeve
lay_member lay_assessor pqip""")
"""Posts, trades and standings, said alone or with little around them."""

_TRADE_VERBS = (
    r"(?:teach|taught|teaching|nurs(?:e|ed|ing)|interpret(?:ed|ing)?|translat(?:e|ed|ing)|lectur(?:e|ed|ing)"
    r"|tutor(?:ed"
    r"|ing)?|preach(?:ed|ing)?|conduct(?:ed|ing)?|coach(?:ed|ing)?|umpir(?:e|ed|ing)|referee(?:d|ing)?|steward(?:ed"
    r"|ing)?|marshal\w*|usher(?:ed|ing)?|clerk(?:ed|ing)?|weld(?:ed|ing)?|farm(?:ed|ing)?|childmind\w*|foster(?:ed"
    r"|ing)?|volunteer(?:ed|ing)?|model in|model the|sail(?:ed)?|paddl(?:e|ed)|row|rowed|knit(?:ted)?|quilt"
    r"|bowl(?:ed)?"
    r"|sing|sang|ring|rang for|play(?:ed)? (?:the|in|for|second|first|third|bass|cornet)|drum|busk|typed?"
    r"|invigilat(?:e|ed)"
    r"|demonstrate|supervis(?:e|ed|ing)|examined? for|officiat(?:e|ed)|adjudicat(?:e|ed)|temp(?:ed|ing)?"
    r"|freelanc(?:e|ed)"
    r"|contract(?:ed)? (?:for|to|in)|garden for|plaster(?:ed)?|plumb(?:ed)?|brew(?:ed)?|bak(?:e|ed) for"
    r"|cater(?:ed)? for"
    r"|judge|restor(?:e|ed)|catalogu(?:e|ed)|survey(?:ed)?|program(?:med)?|maintain(?:ed)?|serv(?:e|ed)"
    r"|skipper(?:ed)?|rep"
    r"|repp(?:ed|ing)|chair(?:ed)?|captain(?:ed)?|command(?:ed)?|patrol(?:led)?|caretake|curat(?:e|ed)"
    r"|dispatch(?:ed)?"
    r"|drive|drove|deliver(?:ed)?|shear|plough|bind|thatch|glaze|rivet(?:ed)?|fire|stoke|shunt(?:ed)?|guard(?:ed)?"
    r"|lock up|keep (?:bees|hens|pigs|sheep|goats|pigeons|ferrets|the books|the keys|the score|wicket)|breed"
    r"|mind children"
    r"|dig|climb|cave|glide|fence|dive|swim for|run for|box|morris|lead (?:the )?(?:walks|worship|singing|prayers))"
)
_AFTER_VERB = (
    r"(?=\Z|[,.;:!?)]| (?:a bit|a little|part[ -]time|full[ -]time|in|at|on|for|with|to|under|nights|days|there"
    r"|here|still|mostly"
    r"|from|and|but|on the side|weekends|occasionally|sometimes|regularly|every|once|two|three|four|maths|english"
    r"|science"
    r"|music|history|art|pe|french|german|geography|physics|chemistry|biology|statistics|year|reception|first"
    r"|second|third|as"
    r"|the|our|an?|most|all|some|[a-z]{3,}s)\b)"
)
_I = (
    r"\bi(?:'ve|'d|'m| have| had| am| was)?(?: (?:also|still|now|just|only|once|always|mostly|sometimes|usually"
    r"|used to|currently"
    r"|actually|been|even|do|did|later|never|first|already|then|myself))*"
)
_PLACES = any_of("""

prison jail hospital hospice surgery clinic health_centre jobcentre job_centre court courthouse crown_court
county_court depot library museum archive archives university college school academy nursery playgroup church chapel
cathedral minster parish diocese benefice circuit mosque temple synagogue council town_hall county_hall civic_centre
police_station fire_station ambulance_station station signal_box box post_office sorting_office tax_office revenue
benefits_office housing_office probation probation_office hostel approved_premises yot yos crc nps headquarters
head_office call_centre contact_centre helpline helpdesk control_room ward unit wing landing workshop workshops
garage yard factory mill mine pit colliery quarry shipyard dockyard docks airport bakery brewery pub hotel
restaurant canteen kitchen shop supermarket garden_centre bank building_society bookies care_home nursing_home
rest_home day_centre community_centre village_hall youth_club leisure_centre swimming_baths theatre cinema
radio_station studio newspaper laboratory lab labs observatory farm estate gardens forestry zoo charity law_centre
law_firm firm company consultancy start-up startup agency warehouse distribution_centre laundry abattoir refinery
power_station waterworks sewage_works tip recycling_centre crematorium cemetery registry register_office mortuary
coroner's palace castle abbey almshouse barracks garrison regiment squadron battalion raf_base base post_room
mail_room records_office front_desk enquiry_desk counter switchboard boiler_house boathouse clubhouse pavilion
reading_room common_room porter's_lodge lodge bindery print_room stores drawing_office planning_department
finance_department""")
_DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_NUMBER = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen"
    r"|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:odd|one|two|three|four"
    r"|five|six"
    r"|seven|eight|nine))?|a hundred(?: and \w+(?:[ -]\w+)?)?|two hundred|dozens?|several|a few|a couple of"
    r"|half a dozen)"
)
_NO_TASK = (
    r"(?:same|maths?|sums?|right|wrong|opposite|best|rest|lot|usual|odd|thing|things|washing|washing[ -]up|dishes"
    r"|ironing|shopping"
    r"|talking|thinking|decent|risk|only|idea|whole|very|next|first|last|course|survey|report|numbers?|arithmetic"
    r"|other|world"
    r"|work|job|jobs|training|module|e-learning|calculation|crossword|honours|trick|line|office|most|point|old|new)"
)
_END = (
    r"(?=\Z|[,.;:!?)]| (?:and|but|so|because|who|when|since|until|till|if|now|anyway|too|myself|again|soon|there"
    r"|here)\b)"
)
_OF_NO_POST = (
    r"(?:(?!(?:the|this|his|her|your|their|every|no|any|some|need|needs|needed|want|wants|is|was|are|were|be|has"
    r"|had|have|get"
    r"|got|see|saw|told|asked|said|by|from|to|of|with|for|and|or|that|if|my|our|we|you|they|he|she|it|i|who|what"
    r"|where|how"
    r"|why|when|than|like|not|poor|dear|good|well|thanks|thank|please|send|sack|hire|blame|ask|tell|bring|put|let"
    r"|give|new) )"
    r"[\w'-]+ )"
)

CLUES = (
    *clues_of(
        Entity.GRADE,
        1,
        rf"{_I} {_TRADE_VERBS}\b{_AFTER_VERB}"
        rf"|{_I} (?:do|did|done|doing|cover|covered|covering|run|ran|mind|minded|see to|handle|dealt with|deal with"
        rf"|organise"
        rf"|organised|look after|looked after|sort out|supervise|supervised|man|maintain|staff|edit|edited|manage"
        rf"|managed) "
        rf"(?:the|our|all the|most of the|their|every|both|\w+ \w+ of the) (?!{_NO_TASK}\b)\w+"
        rf"|{_I} (?:do|did|work|worked|cover|covered|doing|working|on) (?:\w+ )?(?:nights|earlies|lates|days|shifts"
        rf"|weekends"
        rf"|mornings|evenings|twilights|split shifts|{_DAYS}|{_NUMBER} days|{_NUMBER} mornings|{_NUMBER} nights"
        rf"|part[ -]time|full[ -]time"
        rf"|reception|admin|outpatients|triage|intake|duty|the door|the gate|relief|supply|agency|bank)\b"
        rf"|\b(?:went|gone|go|going|i'm|now|am|work) (?:part[ -]time|freelance|self[ -]employed|down to \w+ days"
        rf"|agency|supply)\b"
        rf"|\b(?:down|up) to {_NUMBER} (?:days|mornings|hours|shifts|of us)\b"
        rf"|\b(?:\A|(?<=[,;:(–-] )){_OF_NO_POST}{{0,3}}(?!(?:reader|writer|judge|traveller"
        rf"|leader) )(?:{OCCUPATIONS})s?(?=\Z|[,;:!?)]| (?:here"
        rf"|for|in|at|of|with|since|on|by|till|until|me|by trade)\b|\.(?:\Z| ))"
        rf"|(?:\A|(?<=[,;:(–-] ))(?:first|second|third|fourth|principal|solo|sub|repiano|front row) (?:soprano|alto"
        rf"|tenor|bass|violin"
        rf"|viola|cello|flute|oboe|clarinet|bassoon|horn|trumpet|trombone|cornet|euphonium|desk|fiddle|treble|row"
        rf"|team|eleven|xi)\b"
        rf"|\b(?:i'm|i am|i was|i've been|as|been|being|became|i'm only|i'm just)(?: (?:an?|the|one of the|just"
        rf"|only|still|now|their|our))*"
        rf" (?!(?:long|careful|reader|writer|judge|traveller|critic)\b)(?:(?!(?:reader|writer|judge"
        rf"|traveller)s?\b)[\w'-]+ ){{0,3}}?"
        rf"(?!(?:reader|writer|judge|traveller)s?\b){OCCUPATIONS}{_END}"
        r"|\b(?:i'm|i am|i was|i've been|i used to be) (?:on|in) (?:the |a |an )?(?:\w+ )?(?:flower rota|rota|desk"
        r"|tills?|door|phones"
        r"|switchboard|bench|ambulances?|boats?|trains?|buses|lorries|buns?|footplate|bells|vans?|bins|carts?"
        r"|wards?|boards?|stage"
        r"|gate|bar|counter|front line|frontline|pumps?|engine|dogs|taxis|trams|ferries|trawlers|rigs|tools|doors"
        r"|markets?|watch"
        r"|watches|books|staff|teaching staff|ladder|drip stand|supply list|circuit|pitch|committee|working party"
        r"|panel|jury"
        r"|clergy|choir|band|orchestra|squad|team|crew|first team|second team|seconds|thirds)\b"
        r"|\b(?:my|in my) (?:trade|calling|vocation|ministry|first post|old post|line|line of work|day job"
        r"|working life|profession)\b"
        r"|\bi (?:came|went|got|moved|drifted|fell|was born) (?:\w+ )?(?:to|into|in) (?:it|this|the job|the trade"
        r"|the work|the service"
        r"|teaching|nursing|probation|libraries|the ministry|the law|the church|ringing) (?:\w+ )?(?:late|from"
        r"|after|via|through|by"
        r"|straight|young|at)\b|\b(?:apprenticed|articled|indentured|commissioned|ordained|priested|deaconed"
        r"|licensed|called to the bar"
        r"|admitted to the roll|sworn in|demobbed|promoted|demoted|regraded|downgraded|upgraded|headhunted|tupe'd"
        r"|tuped)\b"
        r"|\bi(?:'m| am|'ve been| was) (?:\w+ )?(?:writing up|pre-viva|post-viva|abd|abroad on|between contracts"
        r"|between jobs|out of work"
        r"|on the dole|on the scrapheap|signing on|semi[- ]retired|unemployed|unwaged|housebound"
        r"|stay[- ]at[- ]home)\b"
        r"|\bi (?:signed|signing) on (?:for|in|at|as)\b|\bi(?:'m| am)? (?:new|not new) (?:to|at|in) (?:this|the|it"
        r"|all this)\b"
        r"|\b(?:i'm|i am) (?:a|an) (?:\w+ )?(?:beginner|novice|newcomer|learner|improver|old timer|old-timer|lifer"
        r"|regular|member|volunteer"
        r"|helper|part[- ]timer|full[- ]timer|retiree|returner|mature student|leaver|starter|incomer|new starter"
        r"|casual|seasonal)\b",
        we=True,
    ),
    *clues_of(
        Entity.GRADE,
        1,
        r"\bi(?:'m| am)? (?:what they call|known as|called|down as|classed as|graded as|employed as|billed as"
        r"|registered as) (?:an?|the) \w+"
        r"|\bas (?:an? )?(?:relief|casual|agency|supply|bank|cover|sessional|floater|floating|seasonal|sub|stand-in"
        r"|dogsbody|part[- ]timer"
        r"|full[- ]timer|one-off|lay person|layman in the|woman|man|mother|father|parent|grandparent|grandmother"
        r"|grandfather|former|retired|practising"
        r"|serving|current|working|fellow|lifelong|lapsed|local|northern|southern|rural) (?:\w+ ){0,2}?(?:i|who|of"
        r"|in|at|with|myself|member|worker|priest|officer|nurse|teacher)\b"
        r"|\bi (?:only |just |mostly )?(?:sweep|mop|clean|cook|drive|type|file|fetch|carry|lift|push|wash|serve"
        r"|stack|pack|sort|paint|dig|weed|mow|deliver|collect|count|post|open|lock|wind|oil|stoke|load|unload"
        r"|pick|cut|iron|make the|pour|polish|dust|empty|answer the|man the|take the (?:money|calls|minutes|tickets"
        r"|bookings|service|register|class|choir|tills?)) (?:up|out|it|them|in|off|round|the \w+|for (?:the|a|them)"
        r"|there|here)\b"
        r"|\bi do a bit of (?:everything|this|all|\w+ing)\b|\bdogsbody\b|\bodd[- ]job\b|\bjack of all\b"
        r"|\bi get paid (?:by|per|for|a|to|monthly|weekly|as)\b|\bpaid by the (?:session|hour|piece|mile|head|day"
        r"|shift)\b"
        r"|\b(?:i'm|i am|i was|we're|we are|we were|all) (?:all )?(?:volunteers?|amateurs|part[- ]timers|retired"
        r"|pensioners|civil servants|clergy|laity|lay|teachers|nurses|officers|wardens|students|trainees|members"
        r"|regulars|casuals|agency|bank|supply|relief|temps?|sessional|permanent staff"
        r"|freelance|ex-\w+|self[- ]employed|hourly paid|on contract|on the bank|on call|retained|reservists)\b"
        r"|\bfrom both (?:sides|ends)\b|\bboth sides of the (?:bed|desk|counter|table|bench|door|bars|pulpit|glass"
        r"|fence|cell|lectern|altar)\b"
        r"|\bnot long (?:qualified|ordained|started|joined|in the job|in post|out of)\b|\b(?:new|newly|recently"
        r"|just|freshly) (?:qualified|ordained|appointed|promoted|elected|trained|started|joined|arrived|recruited"
        r"|licensed)\b"
        r"|\bmy (?:warrant card|warrant number|collar number|staff number|stall|lectern|pulpit|bench|locker|beat"
        r"|round|van|cab|lorry|bus|loco|engine|boat|dinghy|plot|hives?|pitch|stand|workbench|lathe|kiln|loom"
        r"|allotment|greenhouse|class|tutor group|form|year group|wing|landing|bay|surgery"
        r"|clinic|court|bell|rope|part|seat in|desk at|desk in|chair at|chair of|pupillage|articles|degree|diploma"
        r"|masters|master's|doctorate|phd|pgce|nvq|cqsw|dipsw|licence|ticket|certificate|badge|commission|rank"
        r"|stripes)(?:'s| is| was|,| at| in| on| has| had| for| since| ran| from| and i)\b"
        r"|\bi(?:'ve| have|'ve got| have got|'d| had) (?:an?|the|my own|two|three) (?:\w+ )?(?:stall|shed|boat"
        r"|dinghy|narrowboat|plot|allotment|greenhouse|lathe|workshop|surgery|clinic|class|pitch|round|beat|parish"
        r"|benefice|practice|shop|pub|farm|smallholding|garage|kiln|loom|layout|hive|flock|herd|choir|band"
        r"|tutor group|form|lab|studio|stand)\b",
        we=True,
    ),
    *clues_of(
        Entity.GRADE,
        1,
        r"\b(?:other|wrong|right|far|same) side of (?:the|a) (?:desk|counter|door|table|bars|glass|bench|fence|bed"
        r"|wall|law|dock|wire|cell|curtain|altar|footlights|microphone)\b|\b(?:foot|feet) in both (?:camps"
        r"|worlds)\b|\bboth (?:camps|sides|ends|hats)\b|\bi(?:'m| am) (?:only |just |mainly |mostly )?(?:there|here"
        r"|in it|around|brought in|wheeled out) (?:to|for|on|when|as)\b"
        r"|\bi (?:belong|belonged) to (?:the|an?|one of)\b|\bi (?:bat|bowl|keep wicket|keep goal|field|cox|stroke"
        r"|prop|hook|box|fence|umpire|score|steer|crew|race|compete|exhibit|show|graze|breed) (?:at|for|in|out|with"
        r"|on|the|\w+s)\b|\bi(?:'m| am) (?:still )?learning\b|\bjob[- ]shar(?:e|ing)\b|\bhalf of an? \w+\b"
        r"|\bi manage(?:d)? (?:people|staff|others|a (?:team|small|big|large)|the (?:team|people|staff|rota))\b"
        r"|\bpart of the (?:management|problem|furniture|team|crew|scene|staff)\b"
        r"|\bact(?:ed|ing)? up\b|\b(?:read|reading|studied|studying|did|doing|taught) (?:law|history|english|maths"
        r"|mathematics|physics|chemistry|biology|medicine|theology|divinity|classics|greats|ppe|economics|geography"
        r"|philosophy|music|french|german|spanish|russian|sociology|psychology|engineering|nursing|social work"
        r"|criminology|politics|architecture|geology|botany|zoology|fine art|drama|education) (?:at|in|with|under"
        r"|for|there|to)\b"
        r"|\b(?:at|to) (?:school|college|university|sunday school|the grammar|the academy|seminary|drama school"
        r"|art school|police college|staff college|the poly) (?:with|together)\b|\bi went to (?:the|school|college"
        r"|university|sunday school|[\w ]{3,20}) (?:with|grammar|secondary|comp|comprehensive|academy|primary|tech"
        r"|poly)\b|\bi (?:stuck|stood|bore|put up with|endured|survived|lasted|managed) (?:it|that|there|in it"
        r"|at it) (?:for|a|out|\w+ (?:years|months|weeks|terms))\b",
        we=True,
    ),
    *clues_of(
        Entity.GRADE,
        2,
        rf"\b(?:i'm|i am|i was) (?:the|that) (?:[\w-]+ ){{1,3}}?(?:one|half|bloke|chap|woman|man|lad|lass|girl|lady"
        rf"|fella|figure|person|face|voice)(?=\Z|[,.;:!?)]| (?:in|on|at|with|who|from|by|behind|that|next|of"
        rf"|without|under|holding|wearing)\b)"
        rf"|\b{_NUMBER} of us (?:\w+ed|took|left|went|got|had|were|have|did|came|sat|ran|stood|began|kept|gave|put"
        rf"|made|lost|met|work|teach|ring|sing|cover|run|share)\b|\b(?:they|management|hr|he|she|somebody) (?:had"
        rf"|have) me (?:up|in|down|out|back|on|over|working|doing|covering|running) (?:for|to|at|on|in|before|the|a"
        rf"|two|three|with)\b",
        we=True,
    ),
    *clues_of(
        Entity.GRADE,
        2,
        r"\b(?:i'm|i am|i was|it's|it was|that's|that was) (?:\w+ )?(?:the|that) (?:one|person|woman|man|bloke|chap"
        r"|girl|lad|lady|fellow"
        r"|idiot|fool|mug|muggins|poor soul|voice|bod|body|face|worker|officer|nurse|teacher|whistle ?blower|author"
        r"|complainant"
        r"|appellant|claimant|culprit|witness|fella|sod|somebody|someone)(?: (?:who|that|with|in|on|from|behind"
        r"|whose|at|you)\b|\Z)"
        r"|\b(?:was|is|were) about me\b|\bi(?:'m| am| was) the \w+(?: \w+)? (?:in (?:question|the story|the picture"
        r"|the photo|that|charge)"
        r"|concerned|involved|responsible|mentioned|described|quoted|there)\b"
        rf"|\b(?:i'm|i am|i was|i've been) (?:the |their |its |our )(?!(?:same|first|last|one|only|other|sort|kind"
        rf"|type|problem|boss of|person|worst|best)\b)"
        rf"(?:[\w'-]+ ){{0,3}}?{OCCUPATIONS}\b"
        rf"|\b(?:treasurer|secretary|chair|chairman|captain|clerk|warden|organist|conductor|president|curate|vicar"
        rf"|rector) for (?:my|our|the"
        rf"|{_NUMBER})\b"
        rf"|\b(?:one|two|three|four|five|six|seven|eight|nine) of us (?:left|covering|running|cover|run|for|to|on"
        rf"|in|at|doing|do|supporting"
        rf"|support|here|there|who|between)\b|\bi was one of (?:the |those )?(?:\w+ )?(?:{_NUMBER}|few|last|first"
        rf"|intake|original)\b"
        r"|\bi was (?:on|in|at|part of) (?:the |a )?(?:first|second|third|\w+) (?:pump|appliance|crew|shift"
        r"|response|vehicle|crash|fire|jury"
        r"|inquest|inquiry|riot|raid|strike|picket|crossing|expedition|tour)\b|\bi was (?:on duty|on shift|on call"
        r"|duty \w+|in the room|in the building"
        r"|in the control room|there|on the gate|on watch) (?:the|that|when|on|for|in|at) \w+|\bi (?:gave"
        r"|have given) (?:evidence|a statement)\b"
        r"|\bi (?:spoke|sang|read|stood up|preached|proposed|seconded|walked out|resigned|presented) (?:at|in|from"
        r"|on) the \w+"
        r"|\bi (?:wrote|drafted|authored|designed|built|founded|started|set up|invented|composed|edited|carved"
        r"|restored|planted) (?:the|that|our|its"
        r"|most of the) (?:\w+ ){0,3}(?:guidance|policy|manual|report|plan|guide|system|database|spreadsheet"
        r"|software|parser|module|course|syllabus"
        r"|curriculum|website|newsletter|magazine|society|club|group|choir|hymn|anthem|history|book|loco|locomotive"
        r"|engine|boat|layout|garden"
        r"|hedge|altar|window|organ|library|archive|branch|section|page|app|form|rota|standard|protocol|procedure"
        r"|assessment|tool|programme)\b"
        r"|\bi got (?:a|the|my) (?:\w+ )?(?:commendation|medal|mbe|obe|award|long service|certificate|prize|badge"
        r"|gong|trophy|cup)\b"
        r"|\bi was (?:up before|disciplined|reprimanded|cautioned|commended|decorated|knighted|elected|co-opted"
        r"|sacked|dismissed|suspended"
        r"|fired|tupe\w*|let go|paid off|laid off|finished up|pensioned off|made up|seconded|struck off"
        r"|reported to)\b"
        r"|\b(?:they|who|management|hr|the \w+) (?:sacked|fired|dismissed|suspended|disciplined|moved|finished"
        r"|laid off|let go) (?:of )?me\b"
        r"|\bi've (?:a|an|two|got a|got) (?:\w+ )?(?:caution|conviction|record|criminal record|previous|form)\b"
        r"|\bi(?:'ve| have) been inside\b"
        r"|\bi(?:'m| am| was|'ve been) (?:on (?:licence|probation|remand|bail|tag|parole|the run|a tag|benefits"
        r"|the register)|an? (?:ex[- ]?offender"
        r"|ex[- ]?con|ex[- ]?prisoner|lifer|service user|survivor|former prisoner))\b|\bi (?:did|served"
        r"|got) (?:\w+ )?(?:\w+ )?(?:months|years|weeks|time"
        r"|life|stretch|on remand|inside)\b(?= (?:on remand|in|at|inside|for)|\Z|[,.;:!?)])",
        we=True,
    ),
    *clues_of(
        Entity.EMPLOYER,
        1,
        rf"{_I} work(?:s|ed|ing)? (?!(?:it|out|hard|harder|that|through|this|for nothing|with what|on it"
        rf"|on the (?:bus|train|assumption|principle)"
        rf"|for free|around|up|my|late)\b)(?:\w+ )?(?:in|for|at|with|on|under|as|alongside|shifts|nights|days|here"
        rf"|there|part[ -]time|full[ -]time)\b"
        rf"|\b(?:firm|company|school|place|trust|council|college|church|office|hospital|outfit|lot|branch|club"
        rf"|parish|agency|union"
        rf"|charity|department|team|provider) i(?:'m| am|'ve|'d| was| work| worked| teach| taught| sing| ring"
        rf"| serve| left| joined| went| go| belong"
        rf"|'ve been| used to| grew)\b"
        rf"|\b(?:i'm|i am|i was|i've been|i'd been)(?: \w+)? (?:in|from|out of|with|at|for"
        rf"|on) (?:the )?(?:\w+ )?(?:trade|business|industry|forces|army|navy"
        rf"|raf|merchant navy|police|fire service|ambulance service|probation service|prison service|civil service"
        rf"|private sector|public"
        rf"|sector|service|city|print|steel|building trade|licensed trade|motor trade|rag trade|academy|signals"
        rf"|engineers|marines|guards|fusiliers"
        rf"|anglians|reserves|territorials|ta|law|teaching|nursing|academia|publishing|journalism|banking|insurance"
        rf"|retail|catering|farming"
        rf"|haulage|shipping|engineering|construction|hospitality|it|software|telecoms|broadcasting|television"
        rf"|radio|theatre|local government"
        rf"|housing|social work|social care|education|higher education|finance|sales|marketing|logistics"
        rf"|manufacturing)\b"
        rf"|\b(?:in|at|for|on|off|from|over at|out of|with) (?:the|an?|my|our|their|one of the"
        rf"|some) (?:[\w'-]+ ){{0,3}}(?:{_PLACES})s?\b.{{0,20}}"
        rf"\b(?:i work|i teach|i clean|i nurse|i volunteer|since|for \w+ years)\b"
        rf"|\b(?:i|i'm|i've|i'd|we|we're|we've) (?:[\w']+ ){{0,2}}?(?:do|did|work|worked|clean|cleaned|cook|cooked"
        rf"|volunteer|volunteered|help|helped|teach"
        rf"|taught|train|trained|started|start|finish|serve|served|nurse|nursed|based|employed|stationed|ran|run"
        rf"|spend|spent|moved|member|trustee|governor"
        rf"|days|nights|years|weeks|months|mornings|over|was|am|i'm|been|up|down|based) (?:[\w'-]+ ){{0,4}}?(?:in"
        rf"|at|for|on|off|from|to|of|with) (?:the|an?|my|our|their"
        rf"|two|three|both|one of the) (?:[\w'-]+ ){{0,3}}?(?:{_PLACES})s?\b"
        rf"|\bi(?:'ve| have)? (?:did|done|do) (?:it|this|that|some|a bit|a stint|contract work|consultancy|agency"
        rf"|work|jobs) for (?:the|a|an|our|my|one|two)\b"
        r"|\b(?:contractor|contracting|contracts?|consultant|freelancer?|temp|agency|locum)\b.{0,20}\b(?:public"
        r"|private|voluntary) sector\b"
        r"|\b(?:public|private|voluntary|third|charity|education|health|housing) sector\b"
        r"|\b(?:i was|i served|i did|i'm ex|ex)[- ](?:\w+ ){0,3}(?:army|navy|raf|forces|marines|police|military"
        r"|services|national service|raf regiment|territorial"
        r"|paras|royal \w+|met|job|bt|british rail|br|gpo|post office|nhs|ncb|coal board|civil service|council)\b"
        r"|\b(?:tours?|years|months|stint) (?:of|in|with|at) (?:the )?(?:ulster|ireland|iraq|afghanistan|bosnia"
        r"|kosovo|the falklands|the gulf|germany|cyprus|army|navy"
        r"|raf|forces|police|signals|engineers|service|job|trade|prison|fire service)\b"
        r"|\bwe(?:'re| are) (?:an? |the )(?:(?:very|tiny|small|little|big|large|two|three|four|five|six"
        r"|\w+)[ -]){0,3}(?:team|parish|church|school|branch|choir|band|tower|club|society|crew"
        r"|office|college|department|station|shop|firm|unit|ward|group|village|family|practice|surgery|library"
        r"|hostel|company|charity|congregation|mobile|depot|watch)\b",
        we=True,
    ),
    *clues_of(
        Entity.SERVICE,
        1,
        rf"\b{_NUMBER}(?: and a half)?[ -](?:odd )?(?:years?|yrs?|months|decades|terms|seasons|summers|winters"
        rf"|intakes|governors|heads|vicars|bosses|managers) (?:i've|i have|an?|in|as|on"
        rf"|at|of|with|man|now|this|come|next|for|here|there|it|gets|i did|i worked|under|behind)\b"
        rf"|\b(?:been|was|have been|done|doing|worked|at|in) (?:it|this|that|here|there|around|the job|post|harness"
        rf"|service|practice)(?: job| work| game| business)? (?:for )?(?:a while|a long|longer|long|ages"
        rf"|too long|forever|years|most|all|since|{_NUMBER})\b"
        rf"|\baround long enough\b|\blong enough to (?:remember|know|have|recall|see)\b|\b(?:this|it) (?:is|was"
        rf"|will be|'s|'ll be) my (?:\w+ )?\w+(?:st|nd|rd|th) \w+"
        rf"|\b(?:this|it) (?:is|was|will be|'s|'ll be) my (?:first|second|third|last|final|\d+) \w+|\b(?:i've"
        rf"|i have|i'd) (?:done|served|put in|got|had|worked|been) (?:my |the |over |nearly |almost "
        rf"|about )?{_NUMBER}\b"
        rf"|\b{_NUMBER} (?:in|up|down|to go)(?=\Z|[,.;:!?)])|\b(?:a member|member|here|at it|doing it|in it"
        rf"|involved|with them|with us|on the books|coming|going|singing|ringing) (?:for|since|nearly|over|all"
        rf"|these) \w+"
        rf"|\bi(?:'ve| have) (?:seen|had|outlasted|worked under|served under|outlived|been through|been under"
        rf"|sat under|got through) (?:\w+ )?(?:{_NUMBER}) (?:\w+ )?(?:vicars?|heads?|managers?|governors?|chiefs?"
        rf"|bosses|reorganisations?"
        rf"|restructures?|mergers?|ministers|directors|rectors|chairs?|bishops?|captains|conductors|leaders"
        rf"|secretaries|systems|offices|buildings|deans?|vcs|chancellors|provosts?)\b",
        we=True,
    ),
    *clues_of(
        Entity.SERVICE,
        1,
        r"\b(?:served|done|did|put in|finished) (?:my|the|a) (?:time|stint|bit|share|turn|years|twenty|thirty|forty"
        r"|service|apprenticeship|hours|whack|shift|stretch|term)\b|\b(?:i|we) gave (?:them|it|the (?:service|job"
        r"|place|church|club|school)) \w+|\bi (?:go|went) back (?:a long way|years|to)\b"
        r"|\bround the block\b|\bnot been (?:there|here|in) (?:five|ten|two|a|long|more)\b|\bi(?:'d| had) (?:not"
        r"|barely|hardly|scarcely|only) been (?:there|here|in)\b|\b(?:part of the furniture|old stager"
        r"|long in the tooth|old lag|last of the old|one of the originals|founder member|life member"
        r"|since it (?:opened|began|started))\b"
        r"|\bin (?:my|our) (?:first|second|third|fourth|final|last|\w+th) (?:year|term|week|month|post|job|parish"
        r"|season)\b|\b(?:late|mature|direct|graduate|lateral) (?:entrant|entry|starter)\b",
        we=True,
    ),
    *clues_of(
        Entity.DATE,
        1,
        r"\bi (?:first )?(?:came in|came|started|joined|trained|qualified|began|was taken on|signed on|learned"
        r"|learnt|went in|left|was ordained|went up|arrived|applied"
        r"|was called up) (?:\w+ ){0,2}?(?:when|back when|in the days|in the day|at a time|in the time"
        r"|under the old|before|while|the year|the week|the day|the same|after the|just after)\b"
        r"|\bi(?:'ve| have)? (?:came in|trained|qualified|started|came up|joined|learned|learnt|began|came)(?=\Z)"
        r"|\b(?:since|when|after|before|until|till) (?:i|my) (?:was|turned|were|came|left|joined|retired|started"
        r"|qualified|own|first|last|got|moved|married|lost|had|took)\b"
        r"|\bmy (?:\w+ )?(?:day|time|year|years|intake|cohort|generation|era) (?:at|in|on|with|as)\b|\bin my (?:day"
        r"|time|youth|young day|student days|training|working days|prime)\b"
        r"|\b(?:a|the) year (?:after|before|later|of|i|my|we)\b|\bthe (?:day|week|month|year|night|morning|summer"
        r"|winter|spring|autumn|christmas|easter) (?:after|before|i|we|my|our|that i|of my|of our)\b"
        r"|\bthis time (?:last|next) (?:year|month|week)\b|\bfirst day (?:in|at|on|of|as)\b|\b(?:cohort|intake"
        r"|class|vintage) (?:of )?(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)\b",
    ),
    *clues_of(
        Entity.AGE,
        2,
        rf"\bi was (?:only |just |nearly |barely |about )?{_NUMBER}(?=\Z|[,.;:!?)]| (?:when|and|at|then|years old"
        rf"|in)\b)"
        r"|\bmy (?:\w+ )?(?:fiftieth|sixtieth|seventieth|eightieth|ninetieth|fortieth|thirtieth|twenty-first"
        r"|eighteenth|\d\dth) (?:birthday|year)\b"
        r"|\bin my (?:\w+ )?(?:forties|fifties|sixties|seventies|eighties|thirties|twenties|nineties|\w+ieth|\d\dth"
        r"|dotage|old age)\b"
        r"|\b(?:old age|state) pension(?:er)?\b|\bbus pass\b|\bi(?:'m| am)? (?:\w+ )?(?:pensioner|oap"
        r"|septuagenarian|octogenarian|nonagenarian)\b"
        r"|\b(?:born|b\.) (?:in|on|at|the) (?:the )?(?:year|day|night|winter|war|blitz|same|19\d\d|week)\b",
    ),
    *clues_of(
        Entity.SECONDMENT,
        2,
        r"\b(?:i|i've|i'd|we|we've)(?: have| had)? (?:was|were|been|got|am|'m) (?:\w+ )?(?:lent|loaned|seconded"
        r"|moved|shunted|shifted|posted|drafted|redeployed|transferred|relocated|reassigned"
        r"|farmed out|parked|dumped|sent|attached|detached|swapped|bumped|merged|absorbed)(?: (?:out|off|over|about"
        r"|around|across|up|down|back))?(?: (?:a lot|to|from|into|in|at|between|for|until|till)\b|\Z)"
        r"|\bi transferred (?:in|out|from|to|over|across)\b|\bi (?:moved|came|went) (?:over |across |back |down "
        r"|up )?(?:from|to) (?:the |a )?(?:courts?|prisons?|custody|youth|hostels?|community|field|headquarters"
        r"|head office|region|other)\b"
        r"|\bon (?:an? )?(?:secondment|attachment|exchange|placement|detachment|swap|loan|rotation)\b|\bhalf (?:a "
        r"|the |my )?(?:week|time) (?:with|at|in|on)\b|\bacting[ -]up\b|\bacting (?:spo|head|manager|up|sergeant"
        r"|inspector|captain|team|deputy)\b",
        we=True,
    ),
    *clues_of(
        Entity.LEAVING,
        2,
        r"\bi(?:'ll| will| shall)? (?:hand|handing|handed|turn|turned|give|gave|put) (?:my|the) (?:pass|keys?|badge"
        r"|warrant card|uniform|laptop|kit|lanyard|notice|pager|radio|licence|collar|gown|papers|stripes) (?:in"
        r"|back|over|up)\b"
        r"|\b(?:my |our |the )?(?:last|final|leaving) (?:day|shift|week|month|term|service|sunday|match|concert"
        r"|day's work|turn|duty|lecture|sermon|watch|session|tour) (?:is|was|'s|will be|comes|falls|on|in|be)\b"
        r"|\bi(?:'m|'ll be| am| shall be| will be)? (?:finish|finishing|stop|stopping|retire|retiring|leave|leaving"
        r"|go|going|off|gone|out|away|done) (?:on|in|at|by|after|before|come|next|this|a|the end|once|as soon as"
        r"|from|when) (?!to\b)\w+"
        r"|\b(?:take|taken|taking|took|accepted|signed) (?:the|their|my|a) (?:\w+ )?(?:scheme|package|money|offer"
        r"|cheque|deal|lump sum|severance|pay[- ]?off|settlement|agreement|redundancy|buy-?out|shilling|exit)\b"
        r"|\b(?:put|putting) in for (?:my|the|a|early|voluntary) \w+|\b(?:made|making) (?:me|us) redundant\b"
        r"|\b(?:they|who) (?:finished|retired|pensioned) (?:me|us)\b"
        r"|\bi(?:'m| am| was|'ve been)? (?:going|moving|off|emigrating|retiring|relocating|heading|bound|moved"
        r"|retired) (?:\w+ )?to (?:train|retrain|my|our|live|cornwall|wales|scotland|ireland|spain|france|canada"
        r"|australia|new zealand|portugal|devon|the coast|the sea)\b"
        r"|\bi got out (?:in|on|with|of|at|before|while)\b|\bi(?:'m| am) (?:now )?(?:stacking|driving|selling"
        r"|stuffing|delivering|working|teaching|training|running|cleaning) \w+",
    ),
    *clues_of(
        Entity.LEAVING,
        1,
        r"\b(?:a|another|two|three|six|one more|one last|few more|(?<=\w )more) (?:years?|months?|weeks?|terms?"
        r"|winters?|summers?|seasons?|sundays?|christmas\w*|paydays?) (?:at most|to go|left|and (?:i'm|that's|then)"
        r"|till|until|before (?:i|they|we)|if that|more)\b|\bi(?:'ll| will| shall| 'll|'d)? (?:go|leave|retire"
        r"|finish|pack up|quit|be off|stop|come out) (?:when|once|as soon as|before|after|if|at|in|come) \w+"
        r"|\bi(?:'ve| have) said i'll (?:go|leave|retire|stop|stay)\b|\bwind(?:ing)? (?:us|me|it) up\b"
        r"|\bsee (?:out )?(?:my|the) time\b",
        we=True,
    ),
    *clues_of(
        Entity.LEAVING,
        1,
        r"\bi (?:\w+ )?(?:got out|walked|walked (?:out|away)|packed it (?:all )?in|jacked it in|chucked it"
        r"|gave it up|threw it in|jumped|bailed|bailed out|threw in|drew stumps|handed over|handed back|hung up"
        r"|stepped (?:down|back|away)|stood down)\b(?! (?:past|home|round|to|in|up|down|the|into))"
        r"|\b(?:another|a new|different|something|a better|other) (?:job|post|work|else|role|thing|place"
        r"|berth)(?: \w+)? (?:to go to|lined up|in mind|waiting|starts|starting|from|in the|elsewhere|offered"
        r"|now)\b|\b(?:let go|between things|between jobs|out of it now|out of it altogether|well out of it"
        r"|out of the (?:job|service|game|trade|church|profession|firm))\b"
        r"|\bi(?:'m| am|'ll| shall| will|'ll be| won't be)? (?:not |be |never |no longer )?(?:stopping|staying"
        r"|stopping on|staying on|renewing|stopping much longer|around much longer|here much longer|see another"
        r"|be stopping|carry on|going back|returning|coming back)\b|\bi'?(?:ll|m)? (?:\w+ )?(?:put"
        r"|putting) (?:my )?(?:papers|notice|ticket) in\b|\bhad (?:my|our) fill\b"
        r"|\b(?:shifts?|sundays|weeks|days|terms|services|lectures|winters|paydays|months) left\b|\bdemob\b"
        r"|\bpastures new\b|\bnew job\b|\bmy notice\b|\bi(?:'ll| shall) be (?:away|gone|off|out|well out"
        r"|elsewhere) (?:by|before|soon|then|come|at|in|when)\b|\b(?:i'm|i am) (?:away|off) (?:to|on|at|in|for|by"
        r"|come)\b",
    ),
    *clues_of(
        Entity.LEAVING,
        1,
        r"\bwinding down\b|\bone eye on\b|\b(?:looking|look|looked) (?:at|for|round for|into) (?:other|another"
        r"|different|new|any|outside) (?:jobs?|work|things|places|options|careers?|posts?|employers?|lines?)\b"
        r"|\b(?:looking|trying|hoping|planning|want|wanting|waiting|ready|desperate) to (?:get out|leave|go|retire"
        r"|move on|jump|escape|quit|be gone|be out)\b|\bi(?:'ve| have)?(?: \w+)? (?:handed|put|gave|given"
        r"|sent) (?:\w+ )?(?:my|in my) (?:notice|resignation|letter)\b"
        r"|\bcount(?:ing|ed|) (?:down|the|off)\b|\bjump(?:ing|ed)? ship\b|\bon (?:my|the) way out\b|\bout of here\b"
        r"|\bi left (?:in the end|soon|shortly|after|because|when|for|the (?:job|service|club|church|choir"
        r"|profession|union|band))\b"
        r"|\b(?:my|for|the) cards\b|\bshan't be (?:here|around|sorry)\b|\bi(?:'ll| shall| will) be (?:gone|out|off"
        r"|away)\b|\bsee (?:me|you) out\b|\bput out to grass\b|\bthat's me (?:done|finished|off|out|gone)\b"
        r"|\b(?:my|took|taken|taking) (?:early )?retirement\b|\bi(?:'m| am|'ve been)? (?:\w+ )?(?:job hunting"
        r"|applying elsewhere|applying for jobs|retraining|demob happy|resigning|handing my notice)\b|\bi(?:'ve"
        r"| have) (?:left|gone|quit|resigned|moved on|retired)\b"
        r"|\b(?:somebody|someone|one|anyone) who(?:'s| has)? (?:left|quit|got out|retired|resigned|been there"
        r"|worked there|was there|did it)\b|\b(?:brush|brushing|polish|polished|dust|dusting|updated?"
        r"|updating) (?:up |off )?(?:my|the) cv\b"
        r"|\btoo old to (?:retrain|start|move|change|learn|go)\b",
    ),
    *clues_of(
        Entity.CASELOAD,
        2,
        rf"(?:\A|(?<=[,;:(–-] )|\b(?:i've|i have|i had|i'd|i carry|i'm on|got|with|have|of|had|carrying|holding|now"
        rf"|about|over|nearly) )(?:\w+ )?{_NUMBER} (?:\w+ ){{0,2}}?(?:on (?:my|the|our) (?:\w+ )?(?:books|caseload"
        rf"|list|desk|patch|round|own|roll"
        rf"|register)|in my (?:\w+ )?(?:bottom set|top set|set|class|group|year|list|care|charge|tutor group"
        rf"|seminar|form)|in (?:the|a) (?:\w+ )?(?:set|class|group))\b"
        rf"|\b(?:caseload|workload|class|list|round|roll|books|backlog|inbox|queue)(?: (?:at the minute|at present"
        rf"|is|was|now|of|stands at|hit|sits at|today|this \w+))*:? {_NUMBER}\b|\b(?:supporting|serving|covering"
        rf"|cover|looking after|teaching|feeding|minding|for) (?:over |about |some )?{_NUMBER} (?:\w+ )?"
        rf"(?:sites|schools|parishes|churches|villages|courts|patients|pupils|students|prisoners|residents|users"
        rf"|members|beds|tenants|households|homes|farms|stations|offices|libraries|branches|prisons|clients|staff"
        rf"|children|kids|people)\b"
        rf"|\b(?:i|we) (?:carry|hold|manage|have|had|supervise|run|cover|see|mark|teach|look after|support|feed|do"
        rf"|answer|take|process|visit|represent) (?:\w+ )?{_NUMBER} (?:\w+ ){{0,2}}?(?:a (?:day|week|month|term"
        rf"|shift|night)|each|per|tenancies|tenants|cases|members"
        rf"|patients|pupils|students|prisoners|calls|reports|clients|families|visits|essays|scripts|phds|sites"
        rf"|churches|villages|parishes|lads|men|women|kids|beds|claims|claimants|jobs)\b",
        we=True,
    ),
    *clues_of(
        Entity.CASELOAD,
        1,
        r"\b(?:big|huge|full|heavy|large|growing|silly|daft|mad|double|bigger|heavier) (?:caseload|workload|class"
        r"|list|round|timetable|rota|backlog|parish|patch)\b|\bmore (?:\w+ )?than (?:i|we|anyone|one person"
        r"|one) can (?:manage|see|cope|do|teach|handle|visit|count|mark|cover)\b|\b(?:list|caseload|workload|inbox"
        r"|in-?tray|marking|timetable|rota)(?:'s| is| has| was| are|'ve) (?:\w+ )?(?:out of|gone|grown|doubled"
        r"|trebled|too|up|over|through|full|ridiculous|bigger|unmanageable|endless|never)\b",
        we=True,
    ),
    *clues_of(
        Entity.CASELOAD,
        2,
        rf"\b(?:i'm|i am|we're|we are|i was) (?:carrying|holding|on|down for|managing|supervising|running|juggling"
        rf"|teaching|covering|at|up to) (?:about |over |nearly |around )?{_NUMBER}(?=\Z|[,.;:!?)]| (?:cases|of|now"
        rf"|and|at|with|patients|pupils|parishes|clients|this|in|on))\b"
        rf"|\b(?:i|we) (?:see|saw|mark|marked|do|did|have|had|take|took|teach|process|visit|bury|marry|deliver"
        rf"|answer|write|wrote) {_NUMBER} (?:\w+ )?(?:a|an|per|in|every|each|by|to|before) (?:\w+)\b|\bthere(?:'s"
        rf"| is| are|'re| were| was) (?:just |only )?{_NUMBER} of us (?:now|left|in|on|for|covering|doing|to|at|and"
        rf"|when|then|here)\b"
        rf"|\b{_NUMBER} (?:\w+ ){{0,2}}?(?:to mark|to see|to visit|to write|to bury|to process|all mine|on my own"
        rf"|by myself|single-handed|between (?:two|three|four|us))\b",
        we=True,
    ),
    *clues_of(
        Entity.CASELOAD,
        1,
        r"\b(?:twice|double|treble|triple|half|three times|more than twice) (?:the|my|what|as) (?:\w+ )?(?:work"
        r"|caseload|load|list|cases|number|many|much|it|i|marking|hours|class|pupils|patients)\b|\bmore (?:cases"
        r"|work|patients|pupils|marking|reports|clients) than\b|\bfar too many\b"
        r"|\bmine's (?:double|twice|up|bigger|worse|nearly|over|about|the same)\b|\bmy (?:own )?(?:books|numbers"
        r"|figures|list|round|patch|in-?tray|inbox|marking|desk) (?:is|are|was|has|have|'s|keeps?)\b",
        we=True,
    ),
    *clues_of(
        Entity.PLACE,
        1,
        r"\b(?:come|came|travel|commute|drive|cycle|walk|train|bus) (?:in|over|down|up|across) (?:from|to|by|every"
        r"|each|on|through)\b|\b(?:i'm|i am|i live|we live|we're|we are) (?:\w+ )?(?:out of town|down the road"
        r"|up the road|round the corner"
        r"|over the road|across the road|next door|a mile (?:off|away|from)|\w+ miles (?:off|away|from)"
        r"|a stone's throw"
        r"|up the hill|on the estate|on the doorstep|up the line|along the coast)\b|\b(?:i'm|i am) (?:a|an"
        r"|no) (?:\w+ )?(?:townie|countryman|countrywoman"
        r"|country boy|country girl|city boy|city girl|villager|islander|valley boy|fenman|dalesman|yorkshire\w*"
        r"|londoner|northerner|southerner|midlander|local)\b",
        we=True,
    ),
    *clues_of(
        Entity.PLACE,
        1,
        r"\b(?:i'm|i am|we're|we are|i've been|i live|we live) (?:\w+ )?(?:from (?:down|up|over|out|round) (?:that"
        r"|this|there|here|the)|rural|urban|remote|inland|coastal|miles from|over the (?:water|border|river|bridge"
        r"|hill|tops|county)|an islander|islanders|a local|locals|in the (?:next|same|village|valleys|town|hills"
        r"|sticks|north|south|east|west|midlands|middle|far)|on (?:the|an) (?:coast|island|estate|peninsula|border"
        r"|marsh|moor|isle|outskirts|edge)|in an? (?:\w+ )?(?:city|town|village|county|parish|suburb|seaside"
        r"|market town|valley|dale|area|cathedral city))\b"
        r"|\bwhere (?:i|we) (?:live|am|are|come from|work|grew up|stay|was born|'m|'re)\b|\b(?:my|our) (?:village"
        r"|town|street|road|estate|county|island|valley|parish|borough|end of town|side of (?:town|the river"
        r"|the county)|bit of the|corner of|stretch of) ?(?:is|was|has|had|'s|there|gets|got|we|the|in|coast|world"
        r"|wood)\b",
        we=True,
    ),
    *clues_of(
        Entity.PLACE,
        1,
        r"\b(?:out |up |down |over |well |back |deep )?(?:here |there |away )?(?:in|on|out in|up in"
        r"|down in) the (?:sticks|country|countryside|county|fens|valleys|dales|wolds|moors?|hills|islands?"
        r"|highlands|lowlands|suburbs|wilds|provinces|marches|borders|backwoods|back of beyond|middle of nowhere"
        r"|shires"
        r"|cotswolds|chilterns|pennines|cheviots|broads|downs|levels|marshes|black country|potteries|new forest"
        r"|lakes|peak district|home counties|hebrides|shetlands|orkneys|isle|estuary|far north|deep south"
        r"|inner city)\b"
        r"|\b(?:up|down|out|over|away|well|back) (?:up )?(?:north|south|west|east)\b|\bmy (?:patch|beat|manor"
        r"|neck of the woods|part of the world|end of the country|corner of the|part of the country|home town"
        r"|hometown|native)\b"
        r"|\b(?:i|we) (?:rent|live|lived|lodge|lodged|stay|own) (?:alone|on my own|on our own|over|above|next"
        r"|opposite|near|in|at|on|by|behind|with|a|from|two|half|there|round|just|out|up|down|locally|nearby"
        r"|myself)\b|\bi rent\b|\bi live\b"
        r"|\b(?:i'm|i am|we're|we are) (?:not )?(?:local|from here|from round here|from away|a local|an incomer"
        r"|from (?:the|a|up|down|out) \w+)\b|\b(?:incomer|blow-in|off-comer|offcomer|newcomer to)\b|\bi (?:wasn't"
        r"|was) born (?:here|there|round|and bred|within|under|in)\b|\bborn and bred\b"
        r"|\b(?:geordie|scouse|scouser|mackem|brummie|cockney|mancunian|cornish|cornishman|cornishwoman"
        r"|yorkshireman|yorkshirewoman|lancastrian|welshman|welshwoman|scotsman|scotswoman|ulsterman|ulsterwoman"
        r"|glaswegian|liverpudlian|northerner|southerner|west country|black country|manx|tyke|bristolian|orcadian"
        r"|shetlander|londoner)\b",
        we=True,
    ),
    *clues_of(
        Entity.PLACE,
        2,
        r"\b(?:number|no\.?|plot|flat|unit|house|cabin|pitch|berth|boat|shed|room|locker|desk|bed|cell|box"
        r"|stall) (?:no\.? )?\d{1,4}[a-z]?,? (?:\w+ ){1,2}(?:way|side|cottages?|lane|street|road|close|hard|wharf"
        r"|villas|row|hill|court|mews|house|yard|end|drive|place|green|park|view|walk|terrace|rise|avenue"
        r"|gardens)\b"
        r"|\bi(?:'m|'ve| live| am| have)? (?:\w+ )?(?:at|in|on|a \w+ (?:at|on)) (?:number|no\.?|plot|flat|unit"
        r"|berth|pitch) \d+[a-z]?\b|\b(?:live|lived|lodge|lodged|flat|rooms?) (?:bang |right |just )?(?:over|above"
        r"|opposite|next door to|behind|next to|two doors from|across from) the \w+",
        we=True,
    ),
)
"""What a clause tells of the writer's work and whereabouts."""

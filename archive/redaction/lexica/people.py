"""Words for people: posts, kin, those whom somebody works with or for. Small letters, an underline joins words."""

from __future__ import annotations

from archive.redaction.entities import Entity
from archive.redaction.lexica.alternatives import alternatives


def _any(words: str) -> str:
    """Return a pattern of words; an underline stands for a blank or hyphen."""
    return alternatives(words.split())


_COMMON_POSTS_WORDS = """

officer worker assistant administrator admin clerk secretary receptionist teacher lecturer tutor nurse midwife
doctor gp medic paramedic porter carer driver postman postwoman postie guard signaller signalman conductor mechanic
fitter engineer technician electrician plumber joiner builder labourer cleaner caretaker cook chef librarian
archivist archaeologist curator student undergraduate postgraduate postgrad undergrad phd postdoc researcher
academic trainee apprentice probationer graduate intern volunteer temp contractor locum practitioner clinician
therapist counsellor psychologist psychiatrist physio physiotherapist ot pharmacist dentist optician radiographer
social_worker youth_worker support_worker care_worker key_worker case_worker caseworker casework case_manager
advisor adviser consultant analyst developer programmer sysadmin tester designer planner surveyor architect
accountant auditor solicitor barrister lawyer usher magistrate jp constable copper bobby sergeant detective pcso
firefighter fireman fire_fighter retained_firefighter soldier sailor squaddie warder screw gaoler jailer
prison_officer probation_officer ta tas teaching_assistant lsa senco nqt ect nqo hca hcas healthcare_assistant
sister staff_nurse student_nurse matron registrar houseman consultant bursar governor parent_governor trustee
councillor ringer bellringer bell-ringer singer chorister organist sacristan verger sidesman server acolyte
lay_reader reader churchwarden warden curate vicar rector priest minister pastor deacon chaplain parishioner
treasurer chair chairman chairwoman chairperson president captain coach umpire referee steward keeper gardener
allotmenteer plotholder plot_holder beekeeper member modeller railwayman driver fireman stoker guard planner buyer
shop_assistant cashier barista barman barmaid bartender waiter waitress farmer shepherd fisherman skipper pilot
steward stewardess manager supervisor foreman team_leader team_manager line_manager head deputy director inspector
chief superintendent tenor soprano alto bass baritone accompanist conductor musician ringing_master tower_captain
station_officer watch_manager crew_manager crew_commander station_commander union_rep rep housing_officer
benefits_officer planning_officer enforcement_officer environmental_health_officer civil_servant public_servant
local_government_officer handyman bin_man binman refuse_collector lorry_driver bus_driver train_driver taxi_driver
cabbie call_handler dispatcher operator coder maintainer moderator demonstrator technologist examiner invigilator
professor dean warden fellow research_fellow research_assistant research_associate teaching_fellow demonstrator
housekeeper scout dinner_lady lollipop_lady childminder nursery_nurse foster_carer foster_parent health_visitor
district_nurse community_nurse mental_health_nurse victim_liaison_officer offender_manager case_administrator tutor
psr_writer report_writer court_officer duty_officer hostel_worker residential_worker drugs_worker outreach_worker
"""
COMMON_POSTS = _any(_COMMON_POSTS_WORDS)
"""Posts and standings that many hold; said alone they narrow little."""

_RARE_POSTS_WORDS = """

head headteacher head_teacher headmaster headmistress principal vice_principal deputy_head deputy director chief
chief_officer aco cpo acpo governor_grade number_one vicar rector curate archdeacon canon dean organist churchwarden
verger sacristan ringing_master tower_captain tower_secretary captain skipper chairman chairwoman chairperson chair
treasurer president bursar registrar provost warden proctor librarian conductor accompanist director_of_music
choirmaster choir_master station_commander watch_manager crew_commander station_officer group_manager area_manager
bandmaster membership_secretary branch_secretary branch_chair plot_secretary site_secretary letting_secretary
head_of_department head_of_year head_of_history lead_developer project_lead release_manager lay_reader lay_canon
pcc_secretary chaplain archivist curator sexton professor matron coroner harbourmaster lighthouse_keeper signalman
crossing_keeper founder co-founder founding_member shift_manager senior_tutor admissions_tutor porter_head
hospital_chaplain diversity_lead editor webmaster
"""
RARE_POSTS = _any(_RARE_POSTS_WORDS)
"""Posts that few hold, or one in a place."""

_KIN_WORDS = """

wife husband hubby partner spouse fiance fiancé fiancee fiancée girlfriend boyfriend missus son sons daughter
daughters child children kid kids baby twins twin boy boys girl girls mum mam mom mother dad father parents parent
brother brothers sister sisters siblings aunt auntie aunty uncle nan nana gran granny grandma grandmother grandad
granddad grandpa grandfather grandson granddaughter grandchild grandchildren grandkids nephew nephews niece nieces
cousin cousins stepson stepdaughter stepdad stepmum stepfather stepmother mother_in_law mother-in-law father-in-law
father_in_law in-laws brother-in-law sister-in-law daughter-in-law son-in-law ex ex-wife ex-husband other_half
better_half little_one little_ones eldest youngest family lad lass toddler teenager teenagers widow
"""
KIN = _any(_KIN_WORDS)
"""Of the writer's family."""

_COLLEAGUES_WORDS = """

colleague colleagues co-worker workmate work_mate teammate team_mate manager line_manager boss gaffer supervisor
team_leader team_manager head deputy director foreman chief spo po pso tm tl aco sfo cso ppo vlo admin administrator
secretary receptionist mate friend pal trainee apprentice curate vicar rector organist tutor lecturer professor
teacher nurse sister matron consultant registrar officer sergeant inspector governor porter cleaner caretaker
technician driver mentor assessor buddy predecessor successor assistant head_of_department headteacher head_teacher
ta senco captain chairman chairwoman chair treasurer warden churchwarden conductor accompanist neighbour landlord
landlady examiner postdoc student_nurse newcomer ringer bass tenor alto soprano watch_manager crew_manager
station_officer firefighter practice_manager ward_manager duty_manager office_manager member desk_mate housemate
flatmate hcas hca staff_nurse social_worker support_worker case_manager key_worker keyworker rep steward
committee_member volunteer trustee developer maintainer contractor temp locum intern juniors junior senior_partner
partner_agency_worker plot_holder plotholder plot_neighbour clerk bloke_at_work woman_at_work girl_at_work
guy_at_work lass lad
"""
COLLEAGUES = _any(_COLLEAGUES_WORDS)

_SERVICE_USERS_WORDS = """

service_user client offender case prisoner inmate lifer probationer patient resident tenant customer claimant caller
casualty pupil student lad bloke guy man woman girl boy lass chap fella fellow gentleman lady youth youngster
teenager teen youth parishioner applicant service_users pensioner old_boy old_lady old_man old_woman young_man
young_woman young_lad young_person young_mum mother mum dad father couple family supervisee residents nominal
sex_offender burglar addict rough_sleeper asylum_seeker refugee homeless_man undergrad undergraduate finalist
fresher first-year first_year second-year phd_student one_of_mine customer passenger punter member_of_the_public
donor bride groom widower widow mourner penitent user
"""
SERVICE_USERS = _any(_SERVICE_USERS_WORDS)

_VICTIMS_WORDS = """

victim complainant survivor witness his_ex her_ex his_wife her_husband his_partner her_partner the_wife
his_girlfriend her_boyfriend ex-partner bereaved_mother bereaved_family the_deceased dead_man's_mother
"""
VICTIMS = _any(_VICTIMS_WORDS)

_CHILDREN_WORDS = """

child baby toddler kid little_girl little_boy small_boy small_girl infant newborn five-year-old six-year-old boy
girl pupil youngster teenager schoolboy schoolgirl foster_child choirboy choirgirl chorister cub brownie scout
"""
CHILDREN = _any(_CHILDREN_WORDS)

_MORE_COLLEAGUES = """
person individual pa secretary's_husband head_porter head_chef head_verger head_server head_boy head_girl
treble cox helm helmsman bosun purser foreman forewoman gaffer ganger shunter platelayer crossing_keeper
lollipop_man dinner_lady tea_lady lunchtime_supervisor site_manager estate_manager farm_manager head_of_year
form_tutor head_of_sixth head_of_unit head_of_service head_of_wing head_of_residence head_of_hr chief_clerk
custodial_manager opposite_number oppo desk_neighbour crew_mate crewmate shipmate watch_mate classmate coursemate
roommate room_mate cellmate pad_mate padmate bunkmate running_partner practice_tutor practice_teacher
practice_assessor practice_educator external_examiner internal_examiner second_marker phd_supervisor tutee mentee
marker convenor convener shop_steward safety_rep branch_sec branch_chair regional_officer full-timer area_manager
regional_manager district_manager general_manager floor_manager store_manager bar_manager kitchen_manager
project_manager product_manager scrum_master service_manager operations_manager ops_manager hr_manager hr_lady
hr_woman hr_man security_guard security_man bouncer doorman concierge groundsman groundskeeper head_gardener
park_keeper lock_keeper gamekeeper warrener postmaster postmistress sub-postmaster subpostmistress stationmaster
station_master train_manager ticket_inspector bus_inspector lifeguard pool_attendant lift_attendant swimming_teacher
piano_teacher music_teacher head_chorister crucifer thurifer youth_leader cub_leader scout_leader brown_owl akela
guide_leader sunday_school_teacher lay_preacher lay_assistant steeplekeeper steeple_keeper tower_master
ringing_master sub-organist musical_director music_director md choir_secretary choir_librarian pianist violinist
cellist flautist oboist clarinettist trumpeter drummer guitarist bassist fiddler goalkeeper goalie striker winger
full-back fly-half scrum-half bowler batsman wicketkeeper linesman touch_judge scorer timekeeper starter marshal
race_director club_secretary club_captain vice-captain vice_captain vice-chair vice_chair deputy_chair
safety_officer welfare_officer safeguarding_officer safeguarding_lead quartermaster instructor demonstrator trainer
assessor verifier invigilator proctor dispatcher controller call_taker call_handler duty_officer duty_inspector
desk_sergeant custody_sergeant sarge skipper guvnor dci dog_handler pilot co-pilot navigator radio_operator
first_aider paramedic technician ambulance_technician eca emt care_assistant carer night_nurse agency_nurse
bank_nurse ward_sister ward_clerk ward_manager sister_in_charge charge_nurse healthcare phlebotomist anaesthetist
surgeon sho f1 f2 junior_doctor locum locum_doctor gp_receptionist health_visitor chiropodist podiatrist audiologist
dietitian speech_therapist ed_psych educational_psychologist forensic_psychologist legal_adviser legal_advisor
court_clerk court_usher interpreter juror jury_foreman prosecutor defence_counsel counsel recorder bailiff
enforcement_agent work_coach decision_maker claims_handler case_officer visiting_officer rent_officer
homelessness_officer tree_officer dog_warden traffic_warden litter_picker road_sweeper street_cleaner
monitoring_officer town_clerk parish_clerk committee_clerk democratic_services_officer returning_officer chief_exec
ward_councillor inspector tax_inspector customs_officer border_officer immigration_officer excise_man auditor
actuary bank_manager cashier teller underwriter estate_agent letting_agent vet farrier blacksmith thatcher
stonemason mason carpenter roofer plasterer bricklayer brickie scaffolder painter decorator glazier tiler welder
turner machinist pattern_maker toolmaker boilermaker boilersmith fireman stoker model_maker baker butcher grocer
greengrocer fishmonger publican barmaid brewer newsagent undertaker funeral_director grave_digger gravedigger sexton
registrar celebrant imam rabbi pastor elder deaconess monk nun friar prior abbot abbess prioress novice ordinand
seminarian seed_secretary newcomer beginner novice old_hand old_timer old-timer veteran stalwart regular last_man
nightwatchman new_boy new_girl new_starter new_start starter leaver successor predecessor stand-in understudy
deputy_head_teacher job_share jobshare office_junior school_leaver work_experience graduate_trainee nqso pqip tpo
seo heo grade_7 member_of_staff member_of_the_team member_of_my_team member_of_our_team member_of_the_congregation
beekeeper webmaster editor sub-editor subeditor proofreader reporter photographer cameraman producer stage_manager
prompter dame_of_the_village village_idiot know-all bully troll spammer loudmouth busybody jobsworth hypochondriac
"""
_TRADES = """
accountant acrobat actor actress acupuncturist adjudicator admiral agent airman allotment_holder ambulanceman
ambulancewoman anaesthetic_nurse analyst angler announcer apiarist appraiser arboriculturist arborist architect
archivist art_teacher artist assembler astronomer athlete attendant auctioneer au_pair author bailie ballet_teacher
bandmaster banker bargeman bargee barber barge_owner biologist bookbinder bookkeeper bookmaker bookseller botanist
boatman boatswain brigadier broker builder bursar cabinet_maker cabinetmaker caddie canvasser car_park_attendant
caseworker caterer cartographer chemist chief_petty_officer chimney_sweep chiropractor choirmaster choreographer
civil_servant clockmaker coastguard cobbler collier commander commissionaire community_officer compere composer
constable cook cooper coppersmith copywriter corporal courier craftsman crane_driver crew_chief crofter dairyman
dancer data_manager dealer_manager debt_adviser decontaminator dental_nurse deputy_manager deputy_warden
deputy_governor designer diarist director_of_studies diver docker dockhand doorkeeper draughtsman dressmaker drayman
dustman ecologist economist electrician embalmer engineer engraver enumerator estate_worker examiner farmhand
farm_worker ferryman film-maker finance_officer finance_manager first_mate fisherman fitter florist footballer
footman forester forklift_driver foundryman freelancer fruit_picker furrier gamekeeper gasman geologist geographer
glassblower goldsmith graphic_designer guard hairdresser harbour_master harpist headmistress hedger herbalist
herdsman historian home_help horseman hospital_manager hotelier house_officer housefather houseparent housewife
housing_manager hypnotherapist illustrator importer ironmonger it_guy it_man it_manager janitor jeweller jockey
joiner joinery_teacher journalist kennelman key_holder kitchen_porter knitter lab_assistant lab_technician labourer
land_agent landscaper lathe_operator launderer laundress law_clerk leader leading_fireman learner letter_writer
lexicographer lift_engineer lighthouseman linguist lock-keeper locksmith logistics_officer machinist maid
maintenance_man maltster market_trader marshal masseur masseuse mathematician matelot meter_reader meteorologist
metalworker midwife milkman miller milliner miner minibus_driver missionary model_engineer monitor mortician mover
museum_attendant naturalist naval_officer neurologist neurosurgeon night_porter night_warden novelist
nursery_teacher nurseryman occupational_therapist office_boy office_girl office_cleaner oncologist operative
ophthalmologist orderly ornithologist orthodontist osteopath packer paediatrician parachutist park_ranger
parking_attendant parliamentarian parish_priest paviour pedlar perfumer pest_controller petty_officer pharmacist
philatelist physicist picker pipefitter pit_deputy planner plater playwright ploughman poet policeman policewoman
polisher porter's_lad postdoc potter poulterer practitioner preacher press_officer printer private_secretary
prison_chaplain prison_governor prison_teacher prison_visitor procurator professor programme_leader programmer prop
publican publisher puppeteer quarryman racer radiologist railwayman rambler rancher ranger reference_librarian
refuse_worker rent_collector rescue_worker researcher restaurateur restorer rheumatologist rigger ringer roadie
roadman roofer sacristan sailor sales_manager salesman saleswoman sales_rep saddler sapper sawyer scaffolder
school_nurse school_secretary scientist sculptor seaman seamstress seedsman senior_lecturer senior_officer
senior_partner serviceman servicewoman set_designer sewing_teacher shearer sheet_metal_worker shepherdess
shift_leader shift_manager shift_worker shipbuilder ship's_cook shipwright shoemaker shop_manager shopkeeper shunter
signal_engineer signwriter silversmith skater skydiver sleeper social_secretary sociologist software_engineer
songwriter sorter special_constable spotter spy stablehand staff_officer station_manager stationer steel_erector
steelworker stevedore stockman stonecutter storeman storekeeper street_trader student_rep subcontractor surveyor
sweep swimmer systems_analyst tailor tanner taxidermist tax_collector tea_boy technologist telegraphist telephonist
test_pilot theatre_nurse theatre_sister tinker tour_guide toymaker tracer trade_unionist trader translator
travel_agent treasurer tree_surgeon trucker typesetter typist upholsterer urologist veterinary_nurse village_bobby
viola_player violin_teacher wages_clerk waitress warehouseman warehouse_manager warrant_officer watchmaker waterman
weaver web_developer weightlifter welfare_officer wheelwright whipper-in window_cleaner wine_merchant
wireless_operator woodcarver woodman woodturner wood_turner workshop_manager wrestler writer_in_residence yachtsman
yardman youth_worker zookeeper zoologist
"""
_NOT_TRADES = (
    "leader sleeper monitor prop printer sorter tracer operative author composer poet historian journalist agent"
)
_MORE_SERVICE_USERS = """
supervisee tenant lodger squatter sitting_tenant defendant appellant respondent petitioner claimant litigant accused
suspect perpetrator perp culprit thief shoplifter mugger arsonist dealer drug_dealer stalker groomer rapist murderer
ex-offender ex-prisoner ex-con returner absconder lag old_lag young_offender juvenile
ex-forces_lad ex-soldier ex-squaddie veteran amputee diabetic epileptic alcoholic drinker gambler
wheelchair_user stroke_patient cancer_patient inpatient outpatient day_patient dementia_patient old_dear old_girl
pensioner oap centenarian nonagenarian octogenarian widow widower orphan care_leaver mother-to-be new_mum single_mum
single_mother single_dad first-timer regular borrower visitor caller enquirer taxpayer motorist cyclist
pedestrian passenger commuter hitchhiker runaway truant bystander onlooker protester heckler trespasser
sixth_former sixth-former schoolboy schoolgirl first_year second_year third_year first-year second-year third-year
phd_student masters_student ma_student overseas_student exchange_student mature_student home_student tutee
freshman postgrad undergrad bride groom best_man godmother godfather godson goddaughter penitent communicant
confirmand catechumen churchgoer bellringer busker beggar vagrant tramp drifter hermit squaddie sailor
gentlewoman feller fellow geezer biddy codger boyo laddie lassie wee_man wee_girl bairn nipper
asylum-seeker migrant refugee newlywed newly-wed newlyweds twins triplets pair threesome family
someone_i_know girl_i_know lad_i_know man_i_know woman_i_know
"""
_MORE_VICTIMS = "complainant injured_party bereaved_family the_bereaved hostage claimant's_mother deceased"
_MORE_CHILDREN = """
reception_child key_stage_one_child boy_scout girl_guide under-ten under-nine under-twelve
under-fourteen schoolchild schoolkid grandchild tot tiny_tot ankle-biter newborn bairn preschooler nursery_child
two-year-old three-year-old four-year-old five-year-old six-year-old seven-year-old eight-year-old nine-year-old
ten-year-old eleven-year-old twelve-year-old thirteen-year-old fourteen-year-old fifteen-year-old sixteen-year-old
seventeen-year-old eighteen-year-old
"""
_MORE_KIN = """
wife husband missus hubby mrs bairn stepbrother stepsister half-brother half-sister great-aunt great-uncle godmother
godfather godson goddaughter partner fella bloke old_man old_lady mother-in-law father-in-law son-in-law
daughter-in-law brother-in-law sister-in-law great-niece great-nephew great-grandson great-granddaughter
great-grandmother nanna taid nain nani dada dadi bibi tata mamgu tadcu our_kid stepkids grandbabies grandparent
grandparents foster_son foster_daughter lodger widow youngest middle_one
"""


def _words(*lists: str) -> frozenset[str]:
    """Return the words of lists, with blanks where they are joined by an underline or hyphen."""
    return frozenset(word.replace("_", " ").replace("-", " ") for words in lists for word in words.split())


ONLY_OURS = _words("""
coach server treble tenor bass alto soprano baritone pilot starter regular marker scout cub junior chair counter
reader elder guard bosun cox guide
""")
"""Words that mean somebody only behind "my" and "our", since they mean a thing or many people else."""
KIN_WORDS = _words(_KIN_WORDS, _MORE_KIN)
_NOBODY = _words("case user casework residents service_users nominal customers patients server list")
_KINDS = (
    (
        Entity.COLLEAGUE,
        _words(_COLLEAGUES_WORDS, _COMMON_POSTS_WORDS, _RARE_POSTS_WORDS, _MORE_COLLEAGUES, _TRADES)
        - _words(_NOT_TRADES),
    ),
    (Entity.SERVICE_USER, _words(_SERVICE_USERS_WORDS, _MORE_SERVICE_USERS)),
    (Entity.CHILD, _words(_CHILDREN_WORDS, _MORE_CHILDREN)),
    (Entity.VICTIM, _words(_VICTIMS_WORDS, _MORE_VICTIMS)),
)
PEOPLE = {word: kind for kind, words in _KINDS for word in words - _NOBODY}
"""What a person may be called, of one word or several, to what the person then is to the writer."""

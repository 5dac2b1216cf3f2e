"""Words for people as alternatives of a pattern: posts, kin, those whom somebody works with or for. Small letters."""

from __future__ import annotations


def _any(words: str) -> str:
    """Return a pattern of words, the longest first; an underline stands for a blank or hyphen."""
    ones = sorted({word.replace("_", "[ -]") for word in words.split()}, key=len, reverse=True)
    return f"(?:{'|'.join(ones)})"


COMMON_POSTS = _any("""

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
psr_writer report_writer court_officer duty_officer hostel_worker residential_worker drugs_worker outreach_worker""")
"""Posts and standings that many hold; said alone they narrow little."""

RARE_POSTS = _any("""

head headteacher head_teacher headmaster headmistress principal vice_principal deputy_head deputy director chief
chief_officer aco cpo acpo governor_grade number_one vicar rector curate archdeacon canon dean organist churchwarden
verger sacristan ringing_master tower_captain tower_secretary captain skipper chairman chairwoman chairperson chair
treasurer president bursar registrar provost warden proctor librarian conductor accompanist director_of_music
choirmaster choir_master station_commander watch_manager crew_commander station_officer group_manager area_manager
bandmaster membership_secretary branch_secretary branch_chair plot_secretary site_secretary letting_secretary
head_of_department head_of_year head_of_history lead_developer project_lead release_manager lay_reader lay_canon
pcc_secretary chaplain archivist curator sexton professor matron coroner harbourmaster lighthouse_keeper signalman
crossing_keeper founder co-founder founding_member shift_manager senior_tutor admissions_tutor porter_head
hospital_chaplain diversity_lead editor webmaster""")
"""Posts that few hold, or one in a place."""

KIN = _any("""

wife husband hubby partner spouse fiance fiancé fiancee fiancée girlfriend boyfriend missus son sons daughter
daughters child children kid kids baby twins twin boy boys girl girls mum mam mom mother dad father parents parent
brother brothers sister sisters siblings aunt auntie aunty uncle nan nana gran granny grandma grandmother grandad
granddad grandpa grandfather grandson granddaughter grandchild grandchildren grandkids nephew nephews niece nieces
cousin cousins stepson stepdaughter stepdad stepmum stepfather stepmother mother_in_law mother-in-law father-in-law
father_in_law in-laws brother-in-law sister-in-law daughter-in-law son-in-law ex ex-wife ex-husband other_half
better_half little_one little_ones eldest youngest family lad lass toddler teenager teenagers widow""")
"""Of the writer's family."""

COLLEAGUES = _any("""

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
guy_at_work lass lad""")

SERVICE_USERS = _any("""

service_user client offender case prisoner inmate lifer probationer patient resident tenant customer claimant caller
casualty pupil student lad bloke guy man woman girl boy lass chap fella fellow gentleman lady youth youngster
teenager teen youth parishioner applicant service_users pensioner old_boy old_lady old_man old_woman young_man
young_woman young_lad young_person young_mum mother mum dad father couple family supervisee residents nominal
sex_offender burglar addict rough_sleeper asylum_seeker refugee homeless_man undergrad undergraduate finalist
fresher first-year first_year second-year phd_student one_of_mine customer passenger punter member_of_the_public
donor bride groom widower widow mourner penitent user""")

VICTIMS = _any("""

victim complainant survivor witness his_ex her_ex his_wife her_husband his_partner her_partner the_wife
his_girlfriend her_boyfriend ex-partner bereaved_mother bereaved_family the_deceased dead_man's_mother""")

CHILDREN = _any("""

child baby toddler kid little_girl little_boy small_boy small_girl infant newborn five-year-old six-year-old boy
girl pupil youngster teenager schoolboy schoolgirl foster_child choirboy choirgirl chorister cub brownie scout""")

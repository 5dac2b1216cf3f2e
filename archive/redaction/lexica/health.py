"""Health, and leave because of it: conditions, treatments, what the body does, who looks after it. Data."""

from __future__ import annotations

from archive.redaction.entities import Entity
from archive.redaction.lexica.clues import any_of, clues_of

_CONDITIONS = any_of("""

abscess acid_reflux acromegaly addison's adenomyosis agoraphobia alopecia als amnesia anaemia anaemic anaphylaxis
aneurysm ankylosing_spondylitis aphasia appendicitis arrhythmia arthritic asbestosis ascites atrial_fibrillation
bechet's behcet's bell's_palsy bell_palsy blood_clot blood_clots body_dysmorphia bowel_disease brain_injury
brain_tumour brittle_bones bronchiectasis bronchitis bulging_disc bunions bursitis cardiomyopathy cauda_equina
cellulitis cerebral_palsy charcot chilblains chronic_pain cirrhosis cleft_palate clotting clubbed club_foot
cluster_headaches coeliac colour_blind concussed congenital cushing's cystic_fibrosis cystitis cysts dcd dvt
deep_vein_thrombosis detached_retina diverticulitis diverticular down's down's_syndrome downs_syndrome dyscalculia
dystonia dystrophy ectopic eczema ehlers-danlos ehlers_danlos emphysema encephalitis essential_tremor fibroids fits
frozen_shoulder functional_neurological fungal gallstones gall_bladder gangrene gastritis gestational_diabetes gout
graves'_disease guillain-barre guillain_barre haemophilia haemophiliac haemorrhage haemorrhoids hard_of_hearing
hayfever hearing_loss heart_murmur heart_disease hemiplegia hiatus_hernia hodgkin's hormone_treatment
housemaid's_knee huntington's hydrocephalus hypermobility hypermobile hyperthyroid hypothyroid incontinent
incontinence infertility inflammatory irregular_heartbeat jaundice keratoconus kidney_stones kidney_failure
kidney_disease lazy_eye learning_disability learning_difficulty learning_difficulties legionnaires leprosy lipoedema
long-covid low_mood lumbago lymphoedema macular macular_degeneration malaria manic_depression manic_depressive
meniere's meningitis mesothelioma metastatic motor_neurone mnd muscular_dystrophy myasthenia myeloma myalgic
narcolepsy narcoleptic nephritis nervous_breakdown neuropathy neurodivergent neurodiverse nodules oedema
osteoarthritis osteoporosis pacemaker palpitations pancreatitis paraplegic paralysed partially_sighted
pernicious_anaemia perthes personality_disorder phlebitis pins_and_needles plantar_fasciitis pleurisy polio
polycystic polymyalgia polyps post-viral post_viral postnatal_depression post-natal_depression pots pre-eclampsia
pressure_sores prolapse prolapsed_disc psoriasis pulmonary_embolism quadriplegic raynaud's registered_blind
registered_disabled repetitive_strain retinitis rheumatic_fever rheumatism rheumatoid sarcoidosis scarlet_fever
schizoaffective scleroderma scoliosis seasonal_affective sepsis short-sighted sickle_cell silicosis sjogren's
skin_cancer spasms spina_bifida spinal spinal_stenosis spondylitis spondylosis squint steroids stenosis stroke
strokes synaesthesia tachycardia tb tennis_elbow thalassaemia thrombosis thyroid tia trigeminal trigger_finger
tuberculosis tubular twisted_bowel type_1 type_one type_2 type_two typhoid underactive undiagnosed varicose vertigo
vitiligo weil's whiplash white_finger young-onset""")
_TREATMENTS = any_of("""

ablation angiogram angioplasty anaesthetic bariatric beta-blockers bloods bone_marrow brace catheter cbt cgm
chemo_sessions cochlear cochlear_implant colonoscopy compression_stockings corset cystoscopy day_surgery
defibrillator dialysis ect endoscopy epipen gastric_band gastric_sleeve general_anaesthetic gender_clinic hickman
hormones hospice_care hospital_bed hoist implant infusion infusions injections insulin_pump intravenous keyhole
laparoscopy lithium mammogram memory_clinic methadone mirtazapine morphine mri naltrexone nicotine_patches oncology
orthotics oxygen_cylinder pain_clinic pessary physio physiotherapy plaster_cast pet_scan prosthesis psychotherapy
radiotherapy respite_care retainer rota-cuff rotator_cuff sick_note fit_note sling spinal_tap splint statins stent
stents talking_therapy tens_machine tracheotomy transfusion transfusions triple_bypass valve venlafaxine duloxetine
amitriptyline gabapentin pregabalin tramadol warfarin wheelchairs x-ray""")
_DOCTORS = (
    r"(?:(?:urol|dermatol|haematol|nephrol|gastroenterol|endocrinol|ophthalmol|pathol|radiol|gynaecol|immunol|hepatol"
    r"|pulmonol|diabetol|histol)ogist|oncolog\w+|cardiolog\w+|neurolog\w+|rheumatolog\w+|psychiatrist|psychologist|consultant"
    r"|surgeon|physio\w*|osteopath|chiropractor|audiologist|optician|dentist|midwife|health visitor|cpn"
    r"|counsellor|therapist|specialist|doctor|gp|support worker|sponsor|shrink|social worker|carers?)"
)
_BODY = (
    r"(?:backs?|knees?|hips?|shoulders?|elbows?|wrists?|ankles?|foot|feet|toes?|hands?|fingers?|thumbs?|arms?"
    r"|legs?|neck|spine|discs?|eyes?|ears?|teeth|tooth|jaw|nose|throat|tonsils?|heart|lungs?|kidneys?|liver"
    r"|bowels?|bladder|womb|breasts?|prostate|thyroid|appendix|gallbladder|stomach|chest|skin|hair|hearing"
    r"|eyesight|sight|voice|balance|memory|nerves|nerve|joints?|ribs?|collarbone|pelvis|skull|brain|cataracts?"
    r"|ticker|waterworks|hernia|lump|mole|cartilage|ligaments?|achilles|tendons?)"
)
_DONE = (
    r"(?:done|rebuilt|replaced|removed|fused|broken|pinned|drained|fixed|crushed|torn|snapped|shattered|burnt|burned"
    r"|operated|mended|taken out|taken off|whipped out|cut off|set|reset|gone|went|gave (?:out|up|way)|failed|failing"
    r"|seized up|packed (?:up|in)|stopped|playing up|plays up|dodgy|knackered|shot|buggered|out|bad|lasered)"
)

CLUES = (
    *clues_of(
        Entity.HEALTH,
        2,
        rf"\b{_CONDITIONS}\b|\b{_TREATMENTS}\b"
        rf"|\bmy {_DOCTORS}\b"
        rf"|\b(?:my|both|one|left|right|new|his|her) (?:\w+ )?{_BODY}(?:'s|'d)? (?:\w+ ){{0,2}}{_DONE}\b"
        rf"|\b(?:shoulder|knee|hip|back|spine|ankle|wrist|heart|wisdom teeth|eye|ears|hands?|foot"
        rf"|leg) (?:\w+ )?(?:rebuilt"
        rf"|replaced|replacement|removed|fused|pinned|operation|op|surgery|injury|trouble|problems?|attack|failure"
        rf"|failed|stopped|transplant|complaint|condition|implant|amputated|reconstruction|pain)\b"
        r"|\b(?:lost|losing|lose|loss of|lacking) (?:the |all |most of |some |part of )?(?:sight|hearing|use"
        r"|feeling|sense of"
        r"|movement|vision|balance) (?:in|of|on)\b|\blost (?:my|the|a|an|both|two|three) (?:\w+ )?(?:sight|hearing"
        r"|leg|legs"
        r"|arm|hand|eye|foot|toes?|fingers?|thumb|breast|kidney|hair|voice|licence to drive)\b"
        r"|\b(?:in|on|over) (?:my|one|both|the left|the right) (?:left |right )?(?:ears?|eyes?|lungs?|kidneys?"
        r"|hips?|knees?)\b"
        r"|\b(?:deaf|blind|lame) (?:in|on) (?:one|my|the)\b|\bone (?:leg|lung|kidney|hearing aid|good (?:eye|ear"
        r"|leg|arm|hand)|eye(?! on))\b"
        r"|\b(?:weeks|months|days) (?:old|early|premature|pregnant|gone)\b|\bprem baby\b|\bat \w+(?:[ -]\w+)? weeks\b"
        r"|\b(?:the|our|my|a) (?:ms|me|mnd|cf|dvt|tb|cjd|hiv|ra|uc|pots|bpd|asd|add|pda|fnd|cfs|ptsd|ocd|adhd)(?=\Z"
        r"|[,.;:!?)]| )"
        r"|\b(?:lost|losing) (?:a|the|our|my) (?:baby|babies|pregnancy|twins)\b"
        r"|\b(?:waiting|wait|list|down|booked|due|in|back) (?:on|for|in for) (?:a|an|my|the) (?:\w+ )?(?:scan"
        r"|biopsy|op"
        r"|operation|transplant|assessment|diagnosis|hip|knee|results|bypass|procedure)\b"
        r"|\bunder (?:the|a) (?:hospital|consultant|crisis team|mental health|memory|community mental|eye|pain"
        r"|stroke|heart)\b"
        r"|\bin and out of hospital\b|\b(?:three|two|four|five|six|nine|ten|\d+) (?:nights|days|weeks"
        r"|months) in (?:hospital"
        r"|traction|a coma|rehab|intensive care|icu|bed)\b|\bblue[- ]lighted\b|\bhad (?:a|my) (?:fall|turn|seizure"
        r"|fit|op"
        r"|stroke|coronary|heart|procedure|scan|scare|breakdown|baby|bypass|transplant|hysterectomy|mastectomy|hip"
        r"|knee|back)\b"
        r"|\b(?:don't|do not|haven't|not|no longer|stopped|given up|gave up|off the) (?:\w+ )?(?:drink|drinking"
        r"|booze|drunk"
        r"|touched a drop|had a drink)\b|\bdry (?:since|for)\b|\btwelve steps?\b|\bna meetings?\b|\ba\.a\b",
        we=True,
    ),
    *clues_of(
        Entity.HEALTH,
        1,
        r"\bon the mend\b|\bthrough the (?:mill|mangle|wars|wringer)\b|\bin (?:a|an|the) (?:\w+ )?(?:bad|dark|good"
        r"|better|low|horrible) (?:place|way|patch)\b|\b(?:rotten|awful|shocking|rough|terrible|bad|hard|grim|poor"
        r"|dreadful) (?:winter|spring|summer|autumn|year|few (?:weeks|months|years)|couple of|time of it|do|go"
        r"|spell|turn|night|back|chest|knee|hip|leg|heart|hand|shoulder|ticker)\b|\blaid up\b|\bunder the (?:doctor"
        r"|hospital|weather|knife)\b"
        r"|\bnot slept\b|\b(?:my )?(?:knees|legs|back|hips|hands|eyes|ears|lungs|nerves|joints|feet"
        r"|shoulders) (?:won't|don't|can't|aren't|wouldn't|isn't|let me)\b|\b(?:half|part) (?:deaf|blind|gone"
        r"|sighted|crippled)\b|\bglass eye\b|\bfalse (?:leg|hip|teeth|eye)\b|\bwith one (?:finger|hand|eye|leg"
        r"|arm)\b|\b(?:had|having|have|lost|losing|needs?) (?:my|a|the|two|three|both) (?:\w+ )?(?:out|removed"
        r"|taken out|done|fingers?|toes?)\b|\btried to (?:end it|kill myself|do myself|take my own)\b"
        r"|\bmiscarriages?\b"
        r"|\b(?:the priory|rehab|the retreat|the infirmary|a&e|casualty|the crisis team|samaritans)\b"
        r"|\bwith the oxygen\b|\bmonths pregnant\b|\bwith (?:my|this) (?:heart|back|chest|knees?|legs?|hips?|lungs"
        r"|eyes|hands?|nerves|ms|asthma|arthritis)\b",
        we=True,
    ),
    *clues_of(
        Entity.HEALTH,
        1,
        r"\b(?:a )?hundred per ?cent\b|\b100 ?%|\bbelow par\b|\bunder par\b|\boff colour\b|\bout of sorts\b"
        r"|\b(?:wasn't|not|haven't been|been|felt|feeling|feel) (?:\w+ )?(?:well|myself|right|too good|so good"
        r"|too clever"
        r"|fit|great|grand|brilliant|rough|ropey|dreadful|fragile|shaky|low|down)(?=\Z|[,.;:!?)]| (?:for|since|last"
        r"|lately"
        r"|this|all|and|enough|in|at|recently|myself)\b)|\bi get (?:\w+ )?(?:tired|breathless|muddled|dizzy"
        r"|headaches|the shakes)\b"
        r"|\bi tire\b|\b(?:take|taking|took|need|on|given|prescribed) (?:something|pills|tablets|medication"
        r"|a pill) (?:for|to|at)\b"
        r"|\b(?:my|the) nerves\b|\bin a (?:bad|dark|rough|poor) (?:way|place|patch|state)\b|\b(?:a bit of |some "
        r"|had |my own |bit of )"
        r"(?:trouble|bother|problems|issues|difficulty) with (?:my|the)\b|\bmy (?:own )?(?:mental health|wellbeing"
        r"|troubles|demons"
        r"|condition|disability|illness|symptoms|treatment|diagnosis|recovery|operation|hospital|blood|bones|spine"
        r"|lungs|liver"
        r"|waterworks|hands?|fingers|ankles?|hips|wrists?|shoulders?|eyes|ears)\b(?! (?:on|over|up|in the air"
        r"|full)\b)"
        r"|\bnot as (?:young|fit|quick|steady|strong|well) as\b|\bold bones\b|\btoo old\b|\b(?:feel|feeling"
        r"|getting) my age\b"
        r"|\bcan't (?:lift|drive|walk|stand|bend|kneel|climb|see|hear|ring|sing|dig|row|sleep|manage the"
        r"|do the stairs) (?:\w+ ){0,3}"
        r"(?:now|any ?more|these days|since|till|until|with|because|like)\b|\bi (?:can|could) (?:barely|hardly"
        r"|no longer)\b"
        r"|\b(?:wheel|walk|read|write|type|get about|live) with (?:a|the|my) (?:stick|frame|aid|chair|magnifier"
        r"|screen reader)\b"
        r"|\bknocked (?:me|us) (?:sideways|for six|flat)\b|\bit (?:broke|nearly broke|finished|nearly finished) me\b"
        r"|\btook (?:it|its) (?:\w+ )?(?:toll )?out of me\b|\b(?:weepy|tearful|in pieces|fell apart|falling apart"
        r"|went to pieces)\b",
    ),
    *clues_of(
        Entity.LEAVE,
        2,
        r"\bsigned off (?:\w+ )?(?:since|in|from|with|for|until|till|again|last|by|sick)\b|\b(?:sent|stood|put"
        r"|been) (?:home|down"
        r"|out) on (?:full|half|no) pay\b|\bon (?:full|half|no|reduced|statutory) pay\b|\bgarden(?:ing)? leave\b"
        r"|\brelieved of"
        r" (?:my|duty|duties)\b|\b(?:on|from|after|before|back from|going on|go on|went on"
        r"|during) (?:\w+ )?(?:maternity|paternity"
        r"|mat leave|jury service|sabbatical|furlough|strike|carer's leave|parental leave|unpaid leave|study leave"
        r"|nights off)\b"
        r"|\bfurloughed\b|\b(?:out|off) of action\b|\b(?:haven't|not) (?:been|gone) back(?: since)?\b|\boff since\b"
        r"|\bexcluded from (?:work|the ward|duty|the building)\b|\bbarred from\b|\bstruck off\b"
        r"|\bin front of (?:the|a) (?:panel|board"
        r"|nmc|gmc|hcpc|tribunal|head|director)\b|\bup before (?:the|a)\b|\b(?:final|written|verbal"
        r"|formal) warning\b",
        we=True,
    ),
    *clues_of(
        Entity.HEALTH,
        1,
        r"\b(?:don't|can't|do not|cannot|didn't|couldn't|not) (?:hear|see|walk|sleep|breathe|move|stand|remember"
        r"|drive|get about|get around|manage|cope|eat|bend|climb) (?:so|as|too|very|like|much|far|well|the|a|any"
        r"|properly|without|on|up|down|for|past)\b|\bspring chicken\b|\b(?:my|a|the) carers?\b|\b(?:clean|sober|dry"
        r"|off the (?:drink|drugs|gear|booze|stuff|pills|fags)) (?:since|for|now|and|nine|ten|\w+ (?:years|months"
        r"|weeks|days))\b|\b(?:not|never|haven't) (?:tasted|smelt|walked|driven|worked|slept|been (?:right"
        r"|the same)|felt right) (?:\w+ )?(?:since|properly|without)\b|\bwaiting list (?:at|for|in)\b|\b(?:plastic"
        r"|metal|new|tin|artificial|replacement) (?:hips?|knees?|legs?|valve|heart|eye|shoulder)\b",
        we=True,
    ),
    *clues_of(
        Entity.LEAVE,
        1,
        r"\b(?:had|took|taken|used up|on|used|booked|owed|saved) (?:some|my|all my|a bit of|all the|extended|annual"
        r"|compassionate|unpaid) leave\b|\b(?:came|come|went|gone|go|been) back (?:too|before|after|early|to find"
        r"|to work|from|part)\b|\b(?:been|was|were) (?:away|off) (?:from|for|since|with|a|at|on|most|all|the)\b"
        r"|\b(?:weeks?|months?|days?|year) off\b|\bat home since\b",
    ),
    *clues_of(
        Entity.LEAVE,
        1,
        r"\b(?:had|took|taken|taking|needed|need|given|give|get|got|with|after) (?:\w+ ){0,3}(?:time off|days? off"
        r"|weeks? off|months? off"
        r"|time out|year out|at home|off sick|sick leave|sick days?|break)\b|\bback (?:in|after|within"
        r"|for) (?:\w+ ){0,2}(?:days?"
        r"|weeks?|months?|fortnight|year)\b|\b(?:just|only just) (?:back|come back|returned)\b|\b(?:i'm|i am|i was"
        r"|been|only) back\b"
        r"|\b(?:weeks?|months?|fortnight|year) (?:at home|in bed|on the sofa|flat on)\b|\bon (?:the )?sick\b"
        r"|\boff (?:ill|poorly|work"
        r"|with)\b|\bbeen (?:\w+ )?poorly\b",
    ),
)
"""What a clause tells of the writer's health."""

"""Given names common in Britain and Ireland, from general knowledge; none is anybody's in particular."""

from __future__ import annotations

_NAMES = """

aaron abbie abby abdul abdullah abigail abraham adam ade adele adrian agnes ahmed aidan aileen aimee aisha aisling
akash alan alana alasdair alastair albert alec alex alexa alexander alexandra alexis alf alfie alfred ali alice
alicia alison alistair allan allen allison alma alun alyson amanda amara amelia amelie amina amir amit amrit amy
anand andrea andreas andrew andy aneta angela angie angus anil anita ann anna annabel anne annette annie annmarie
anthea anthony antoinette antonia antony anya aoife archie arjun arlene arnold arthur arun asha asif ashley ashok
astrid audrey ava avril aysha ayesha azra baljit barbara barney barry bartosz basil beata beatrice becca becky
belinda ben benedict benjamin bernadette bernard bernice bernie bert beryl bess beth bethan bethany betty bev
beverley beverly bhavna bilal billy blessing bob bobbie bobby boris brad bradley brenda brendan brett brian bridget
bridie bronwen bruce bryan bryn callum calum cameron camilla carl carla carly carmel carmen carole caroline carolyn
carrie carys cathal catherine cathy catrin cecil cecilia cedric celia ceri chandra chanel charlene charles charley
charlie charlotte chelsea cheryl chidi chioma chloe chris chrissie christa christina christine christopher chuck
chukwu cian ciara ciaran cindy claire clara clare clarissa claudia clayton clement cliff clifford clive colette
colin colleen connie connor conor cordelia corinne craig cressida curtis cynthia daisy damian damien dan daniel
daniela danielle danny daphne daria darren darryl dave david davina davy debbie debby deborah debra declan dee deepa
deepak deirdre delia della delroy denis denise dennis derek dermot des desmond devon diana diane dianne dinesh
dionne dipak dmitri dolores dominic dominika don donald donna donovan dora doreen dorian doris dorothy dot doug
dougie douglas duncan dwayne dylan eamon eamonn ebony ed eddie edgar edith edmund edna edward edwin effie eileen
eilidh eirlys elaine eleanor elena elena elijah eliot elisa elise elizabeth ella ellen ellie elliot elliott eloise
elsa elsie elspeth elvis emeka emil emilia emily emma emmanuel emrys enid enrico eric erica erin ernest ernie errol
esme esther ethan ethel euan eugene eunice eva evan eve evelyn ewa ewan ezra faisal farah farid farida farooq fatima
fay faye felicity felix femi fergus fiona fleur flo flora florence floyd fran frances francesca francis frankie
fraser fred freda freddie freddy frederick freya gabriel gabrielle gail gareth garry gary gavin gaynor gemma geoff
geoffrey george georgia georgie georgina gerald geraldine gerard gerry ghislaine gideon gilbert giles gill gillian
gina giovanni giulia gladys glen glenda glenn glenys gloria glyn godfrey gordon graeme graham grainne grant greg
gregory greta gregor gurpreet guy gwen gwenda gwyn gwyneth habib hafsa haleema hamid hamish hana hank hannah hardeep
haris harold harriet harris harry harvey hassan hasan hattie hayley hazel heather hector heidi helen helena helga
henrietta henry herbert hermione hilary hilda hollie howard howell hubert hugh hughie hugo humphrey hussain hussein
iain ian ibrahim ida idris iestyn ifeoma imogen imran ina ines ingrid iolo iona ira irene iris irma isaac isabel
isabella isabelle isha isla ismail ivan ivor izzy jacek jacinta jackie jacky jaclyn jacob jacqueline jacqui jade
jaimie jakub jamal james jamie jan jana jane janet janette janice janine jared jasmin jasmine jason jaspreet javed
jay jayne jean jeanette jeanne jed jeff jeffrey jemima jemma jen jenna jenni jennie jennifer jenny jeremy jermaine
jerome jerry jess jessica jessie jill jillian jim jimmy jo joan joann joanna joanne joe joel johanna john johnny
jolene jon jonah jonathan joni jordan joseph josephine josh joshua josie joyce juan juanita jude judith judy julia
julian julianne julie juliet juliette julius justin justine justyna kai kamal kamila kamran karen karim karin karina
karl karolina kasia kate katarzyna kath katharine katherine kathleen kathryn kathy katie katrina katy katya kay
kayleigh keeley keith kelechi kelly kelvin ken kendra kenneth kenny kerri kerry kev kevin khadija khalid kieran
kiera kim kimberley kimberly kiran kirsten kirstie kirsty kofi kris krishna krista kristen kristian kristina
krystyna krzysztof kulwinder kurt kwame kyle kylie lachlan lakshmi lara larissa lars latoya laura lauren laurence
laurie lavinia lawrence layla leah leanne lee leigh leila len lena lennie leo leon leona leonard leonie leroy les
lesley leslie lester lettie levi lewis lexi liam libby lila lilian lillian lily lina linda lindsay lindsey linford
lionel lisa liz liza lizzie llewellyn lloyd lois lola lorcan lorenzo loretta lorna lorraine lottie lou louie louis
louisa louise lucas lucia lucinda lucy luigi luke luther lydia lyn lynda lynette lynn lynne lynsey mabel mackenzie
maddie madeleine madge maeve magda magdalena maggie mahmood mahmoud mairead maisie malcolm malgorzata malik mandeep
mandy manjit manuel marc marcel marcella marcia marco marcus marek margaret margarita margery margo marguerite maria
mariam marian marianne marie marilyn mario marion marjorie marko marlene martha martin martina martyn marvin mary
maryam marzena mateusz matilda matt matthew maud maureen maurice mavis maxine maxwell megan meghan mei mel melanie
melinda melissa melvin melvyn mercy meredith merryn mervyn mia michael michaela michal michele michelle mick mickey
miguel mike mikey mildred millie milo mina mindy minnie miranda miriam misha mitch mitchell mo moira mohamed
mohammad mohammed moira mollie molly mona monica monika morag moreen morgan moses muhammad muriel murray musa
mustafa myfanwy myra myrtle nadia nadine nan nancy naomi narinder nasreen natalia natalie natasha nathan nathaniel
naveed neeta neha neil nell nellie nelson nerys nesta nia niall niamh nicholas nick nicky nicola nicole nigel nikhil
nikita nikki nina nisha nita noah noel noelle nora noreen norma norman nuala obinna octavia olga oliver olivia ollie
olu oluwaseun omar oona orla orlando oscar osman oswald otis otto owain owen paddy padraig pam pamela paolo parveen
pat patience patricia patrick patsy paul paula paulette paulina pauline pawel pearl peggy penelope percy perry pete
peter petra petula phil philip philippa phillip phillipa phoebe phyllis pierre pip piotr pippa polly pradeep prakash
priscilla priya quentin rachael rachel rae raheem rahul raj rajesh ralph ramesh ramona randall ranjit raphael rashid
rasheed raquel ravi raymond razia rebecca reece reg reggie regina reginald rehana reuben rex rhian rhiannon rhoda
rhona rhys ria ricardo richard richie rick rickie ricky riley rina rita ritchie robbie robert roberta roberto robyn
rocco rod roddy roderick rodney roger roisin roland rolf roman romeo ron ronald ronan ronnie rory ros rosa rosalie
rosalind rosaline rosalyn rosamund rosanna rosanne roseanne roselyn rosemary rosie ross rowan rowena roxanne roy
rupert russ russell ruth ryan sabina sabrina sadie sadiq saeed safia sahra saira sajid sal sally salma sam samantha
samina samir sammy samson samuel sandeep sandra sandy sanjay sanjeev sarah sara sarita sasha saskia saul scarlett
scott seamus sean sebastian selena selina selma selwyn sergio seth shabana shabnam shahid shaheen shaniqua shannon
sharmila sharon shaun shauna shawn shazia sheena sheila shelagh shelley shereen sheridan sherry shirin shirley
shivani shona shreya shyam sian sibyl sid siddharth sidney sienna sigrid silas silvia simeon simon simone sinead
siobhan sioned sita sofia sohail sonia sonya sophia sophie spencer stacey stacy stan stanley stefan stefania stella
steph stephanie stephen steve steven stevie stewart stu stuart sukhdeep sukhi suki suleiman sultana sundeep sunil
sunita suresh surinder susan susanna susannah susie suzanne suzie suzy svetlana syd sybil sylvester sylvia sylvie
tabitha tahir tahira tamara tammy tamsin tania tanisha tanya tara tariq tasha tatiana ted teddy teresa terence teri
terri terry tess tessa thandi thea thelma theo theodore theresa therese thomas tia tiffany tim timothy tina tobias
toby todd tom tomasz tommy toni tony tonya tori tracey tracy travis trevor tricia trish trisha tristan trudi trudy
tunde tyler tyrone una ursula usha usman valentina valerie val vanessa vaughan vera verity vernon veronica vic vicki
vickie vicky vicki victor victoria vijay vikram vikki vinay vince vincent viola virginia vivian vivien vivienne
wahid walter wanda warren wayne wendy wesley wilbur wilf wilfred wilhelmina william willie wilma winifred winnie
winston wojciech xanthe xavier yasmin yasmine yasmeen yolanda yousef yusuf yvette yvonne zac zach zachary zahid
zahra zainab zak zara zelda zena zoe zofia zola zuzanna
"""

_WORDS = """

amber angel april art autumn basil bill bishop blessing bob bonnie carol chase chip christian clay cliff colin
crystal daisy dale dawn dean destiny devon don dot drew duke earl eve faith fern flo florence frank gay gene georgia
ginger glen grace grant guy harris hazel heather heath holly hope india iris ivy jack jade jasmine jay jean jersey
jesus jo josh joy jude jules june kay ken kent kim lance lee leigh les lily lola lou mark may mercy miles mo morgan
nan nelson norm olive paris pat patience patsy pearl penny pip poppy ray reg rich rob robin rod roman rose ross
rowan ruby ruth sage sal sally sandy scarlett sid sky stew sue summer sunny ted tiffany tony trinity val vera vic
victor victoria violet virginia will wren
"""

GIVEN_NAMES = frozenset(_NAMES.split()) | frozenset(_WORDS.split())
"""In small letters."""

ALSO_WORDS = frozenset(_WORDS.split())
"""Those that are words, months, places or surnames too, and need more around them before they count."""

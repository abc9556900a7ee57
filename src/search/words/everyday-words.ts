import { stem } from "./analyse.ts";
import { isStopWord } from "./stop-words.ts";

/**
 * Words that everybody knows and writes without thinking. Where no paper has one, it was meant all the
 * same: it is no slip of a rarer one that papers happen to have. Inflections share a stem with these.
 */
const EVERYDAY_WORDS = `
  able accept accident account ache across act actor actual add address adult advice afford afraid afternoon age ago
  agree ahead aim air airport album alarm alive allow almost alone along already although always amaze amount anger
  angle angry animal ankle announce annoy another answer ant anxious anybody anyone anything apart apartment apologize
  appear apple apply appoint april area argue argument arm army arrange arrest arrive arrow art article ash aside ask
  asleep assist attack attempt attend attic attract august aunt autumn avoid awake award aware away awful axe
  baby back bad badge bag bake balance ball balloon banana band bank bar bare bargain bark barn base basket bat bath
  battle beach beak bean bear beard beat beautiful beauty become bed bee beef beer beg begin behave behind belief
  believe bell belong belt bench bend benefit beside best better beyond bicycle big bike bill bird birth birthday bit
  bite bitter black blade blame blanket bleed bless blind block blood blow blue board boat body boil bold bone book
  boot border bore born borrow boss bother bottle bottom bounce bow bowl box boy brain branch brand brave bread break
  breakfast breath breathe brick bridge brief bright bring broad brother brown brush bubble bucket build bulb bull
  bullet bunch burn burst bury bus bush business busy butcher butter button buy
  cabin cable cage cake calendar calf call calm camel camera camp can cancel candle candy cap capital captain car card
  care careful carpet carrot carry cart case cash castle cat catch cattle cause cave ceiling celebrate cell cellar
  cent center central century ceremony certain chain chair chalk chance change channel chapter charge charm chase
  chat cheap cheat check cheek cheer cheese chef cherry chest chew chicken chief child chin chocolate choice choose
  christmas church circle circus citizen city claim clap class clean clear clerk clever click cliff climb clock close
  cloth clothes cloud clown club clue coach coal coast coat coffee coin cold collar collect college color comb come
  comedy comfort command comment common company compare compete complain complete computer concern concert condition
  confess confuse connect consider contain contest continue control conversation cook cookie cool copy corn corner
  correct cost cottage cotton cough count country couple courage course court cousin cover cow crack cradle crash
  crawl crazy cream create credit creep crew crime criminal crisp cross crowd crown cruel crumb crush cry cup cupboard
  cure curious curl current curtain curve cushion custom customer cut cute
  dad daily data damage damp dance danger dare dark date daughter dawn day dead deaf deal dear death debt decade december
  decide deck declare decorate deep deer defeat defend delay delicious deliver demand dentist deny depend describe
  desert deserve desk despair dessert destroy detail device devil diary dictionary die diet differ different difficult
  dig dinner direct dirt dirty disagree disappear disappoint disaster discover discuss disease dish dislike distance
  divide doctor dog doll dollar donkey door dot double doubt down dozen drag drama draw drawer dream dress drift drill
  drink drive driver drop drown drug drum dry duck due dull dumb dust duty
  eager ear early earn earth ease east easy eat echo edge educate effect effort egg eight elbow elder elect elephant
  eleven email embarrass emergency employ empty encourage end enemy energy engine enjoy enough enter entire envelope
  envy equal error escape especially even evening event everybody everyone everything everywhere evil exact exam
  example excellent except excite excuse exercise exist exit expect expensive experience explain explode express extra
  eye eyebrow
  face fact factory fade fail faint fair faith fake fall false fame family famous fan fancy far farm fashion fast fat
  father fault favor favorite fear feather feature february feed feel female fence fetch fever fiction field fight
  fill film final find fine finger finish fire firm first fish fist fit five fix flag flame flash flat flavor flesh
  flight float flood floor flour flow flower fly fog fold follow food fool foot football forbid force forecast foreign
  forest forever forget forgive fork form fortune forward found four fox frame free freedom freeze frequent fresh
  friday fridge friend frighten frog front frost fruit fry full fun funny fur furniture future
  gain gallery game gap garage garbage garden garlic gas gate gather gentle gentleman ghost giant gift girl glad glass
  glory glove glow glue goal goat god gold golf good goodbye goose gossip govern grab grace grade grain grand
  grandfather grandmother grape grass grateful grave gray great greedy green greet grey grill grin grip grocery ground
  group grow growth guard guess guest guide guilt guilty guitar gun guy gym
  habit hair half hall hammer hand handle handsome hang happen happy hard hardly harm harvest hat hate head headache
  heal health healthy heap hear heart heat heaven heavy heel height hell hello helmet help hen hero hesitate hide high
  hill hint hip hire history hit hobby hold hole holiday hollow holy home honest honey honor hook hope horn horrible
  horror horse hospital host hot hotel hour house huge human humble humor hundred hunger hungry hunt hurry hurt husband
  hut
  ice idea ideal idle ignore ill imagine immediate important impossible impress improve inch include increase indeed
  indoor infant inform injure ink inn innocent insect inside insist instead instrument insult interest interrupt invent
  invite iron island issue itch item
  jacket jail jam january jar jaw jealous jelly jewel job join joke journey joy judge juice july jump june jungle
  junior jury justice
  keen keep kettle key kick kid kill kind king kiss kit kitchen kite knee kneel knife knit knock knot know
  label labor lack ladder lady lake lamb lamp land lane language lap large last late laugh laughter laundry law lawn
  lawyer lay lazy lead leaf leak lean leap learn least leather leave lecture left leg legal lemon lend length lesson
  letter level liar liberty library lick lid lie life lift light lightning limb limit line lion lip liquid list listen
  little live liver load loaf loan local lock log lonely long look loose lord lose loss lot loud love lovely low loyal
  luck lucky luggage lump lunch lung
  machine mad magazine magic mail main major make male man manage manner march mark market marriage marry master match
  mate matter mattress maybe mayor meal mean meanwhile measure meat medal medicine meet melt member memory mend menu
  mercy merry mess message metal middle midnight might mild mile milk mill million mind mine minor minute miracle
  mirror miserable miss mistake mix mixture model modern mom moment monday money monkey month mood moon moral morning
  mosquito mother motor mountain mouse mouth move movie mud multiply murder muscle museum mushroom music mustard
  mystery
  nail naked name nap narrow nasty nation nature naughty near nearby nearly neat necessary neck necklace needle
  neighbor neither nephew nerve nervous nest net never new news newspaper next nice niece night nine nobody nod noise
  noisy none nonsense noodle noon normal north nose note nothing notice november now nowhere number nurse nut
  oak obey object observe obvious occasion ocean october odd offer office officer often oil okay old onion open
  operate opinion opportunity opposite orange orchard order ordinary ought ounce outside oven over owe owl own owner
  pack package page pain paint painter pair palace pale palm pan panic pants parcel pardon parent park part partner
  party pass passenger past paste path patience patient pause paw pay peace peach peak pear pen pencil penny people
  pepper perfect perhaps period permit person pet phone photo photograph piano pick picnic picture pie piece pig pigeon
  pile pill pillow pilot pin pinch pink pint pipe pit pity pizza place plain plan plane planet plant plastic plate play
  player playground pleasant please pleasure plenty plug plum pocket poem poet point poison pole police polite pond
  pony pool poor pop popular porch pork port possible post pot potato pound pour powder power practice praise pray
  prayer precious prefer pregnant prepare present president press pretend pretty prevent price pride priest prince
  princess print prison private prize probably problem produce program promise proper protect proud prove provide
  public pull pump punch punish pupil puppy pure purple purpose purse push put puzzle
  quality quarrel quarter queen question queue quick quiet quit quite quiz
  rabbit race radio rail railway rain rainbow raise rare rat rather raw reach react read ready real realize reason
  receipt receive recent recipe recognize record red refrigerator refuse regret regular relax relief religion remain
  remark remember remind remove rent repair repeat replace reply report request rescue respect rest restaurant result
  return reward rhythm rib ribbon rice rich rid ride right ring rise risk river road roar roast rob robber rock rocket
  roll roof room root rope rose rot rough round route row royal rub rubber rubbish rude rug ruin rule ruler run rush
  rust
  sad saddle safe sail sailor salad salary sale salt sand sandwich satisfy saturday sauce sausage save saw say scale
  scare scarf scary scene school science scissors scold score scratch scream screen screw sea seal search season seat
  second secret secretary section see seed seem seldom select selfish sell send senior sense sentence separate september
  serious serve service set settle seven several severe sew shade shadow shake shallow shame shape share sharp shave
  sheep sheet shelf shell shelter shine ship shirt shock shoe shoot shop shore short shoulder shout shovel shower shrimp
  shrink shut shy sick side sigh sight sign signal silence silent silk silly silver similar simple since sing single
  sink sip sister sit situation six size skate skill skin skip skirt sky slave sleep sleepy sleeve slice slide slip
  slope slow small smart smell smile smoke smooth snack snake sneeze snow soap soccer society sock sofa soft soil
  soldier solid solve somebody someone something sometimes somewhere son song soon sore sorrow sorry sort soul sound
  soup sour south space spare speak special speech speed spell spend spice spider spill spin spirit spit spite splash
  split spoil spoon sport spot spray spread spring square squeeze squirrel stable stage stain stair stamp stand star
  stare start starve state station statue stay steady steak steal steam steel steep steer step stick stiff still sting
  stir stitch stomach stone stool stop store storm story stove straight strange stranger strap straw strawberry stream
  street strength stretch strict strike string strip strong struggle student study stuff stupid style subject succeed
  success sudden suffer sugar suggest suit suitcase sum summer sun sunday sunny supper supply support suppose sure
  surface surprise surround survive suspect swallow swamp swan swear sweat sweater sweep sweet swell swim swing switch
  sword symbol sympathy
  table tail tailor take tale talent talk tall tame tank tap tape task taste tax taxi tea teach teacher team tear tease
  telephone television tell temper temperature temple ten tend tennis tent term terrible test thank theater theft thick
  thief thin thing think thirst thirsty thirteen thirty thousand thread threat threaten three throat throne throw thumb
  thunder thursday ticket tidy tie tiger tight till time tin tiny tip tire tired title toast tobacco today toe together
  toilet tomato tomorrow ton tongue tonight tool tooth top topic torch total touch tough tour tourist toward towel tower
  town toy track trade traffic train trap travel tray treasure treat tree tremble trial trick trip trouble trousers
  truck true trumpet trunk trust truth try tube tuesday tune tunnel turkey turn turtle twelve twenty twice twin twist
  two type
  ugly umbrella uncle understand underwear undo unhappy uniform unite universe university unless unusual upper upset
  upside upstairs urge useful usual
  vacation valley value van vanish variety vase vegetable vehicle veil verse victim victory video view village violence
  violet violin visit visitor voice volume vote vowel voyage
  wage wagon waist wait waiter wake walk wall wallet wander want war warm warn warning wash waste watch water wave wax
  way weak wealth weapon wear weather wedding wednesday week weekend weep weigh weight welcome west wet wheat wheel
  whenever wherever whip whisper whistle white whole wicked wide widow width wife wild win wind window wine wing winner
  winter wipe wire wisdom wise wish witch witness wolf woman wonder wonderful wood wool word work worker world worm
  worry worse worship worst worth wound wrap wreck wrist write wrong
  yard yawn year yell yellow yesterday young youth
  zebra zero zone zoo
  abandon abroad absent absolute absorb abuse accelerate accompany accomplish achieve acquire adapt adequate adjust
  admire admit adopt advance advantage adventure advertise affect aggressive aircraft alert alien alike alternative
  ambition ample ancient anniversary annual anticipate appeal appetite approach appropriate approve arise armchair arise
  aspect assemble assess assign assist assume assure astonish atmosphere attach attitude authority automatic available
  backpack backward balcony bald ban banner barber barely barrel barrier basement basic basketball bathe battery beam
  beg beneath bet bind biscuit blend bloom blossom blur boast bomb bonus boost bound breast breed breeze bride broom
  browse bud budget buffalo bug bundle burden bureau calculate campaign candidate capable capture cargo carve
  casual catalog cautious cease cement chaos chapel character cheerful cheek chop chore chunk cigarette civil clash clay
  client climate cling closet clumsy coin collapse colleague collect colony column combine comment commit communicate
  companion complex compose comprehend conceal concentrate concept conclude concrete conduct conference confident conflict
  congratulate consequence constant construct consult consume contact contemporary content contrast contribute convenient
  convert convince cope core couch council craft crane create creature crow cruise crutch cultivate culture curb curse
  dairy dash decay deck decline decrease deliberate delight democracy demonstrate depart deposit depth derive descend
  desire despite destination detach detect determine develop diagram dial dignity dim diploma disable disappear discipline
  discount display dissolve distinct distinguish distribute district ditch dive document domestic dominate donate donor
  doubtful dough drain drought dude dump durable dwell dynamic eagle economy edit eject elbow electric elegant element
  eliminate embrace emerge emotion emphasis enable encounter endure enforce enhance enlarge enormous ensure entertain
  enthusiasm entry environment era essay essential establish estate estimate evaluate evidence evolve exaggerate exceed
  exchange exclude execute exhaust exhibit expand expert explore export expose extend external extinct extreme fable
  fabric facility fake faculty fairy fare fatal fatigue federal ferry fierce fist fixture flee flexible flip flock fluent
  fluid flush foam focus forehead former foundation fountain fraction fragile frank frustrate fuel fulfill function fund
  furious furnish gadget gamble gang gaze gear gender gene general generate generous genius genuine gesture giggle giraffe
  glance globe gloomy goods gorgeous gradual graduate grasp gravity grief groan grocer guarantee guidance gulf handy
  harbor harsh haste hazard headline heritage hesitant hike hint honest horizon hose household hover hug identify identity
  idiom illustrate imitate immense impact imply import impose incident income incredible independent indicate individual
  industry inevitable infect influence inherit initial inject inner input insert inspect inspire install institute
  instruct insurance intelligent intend intense interior internal interpret interview introduce invest investigate
  involve isolate ivory jeans junk justify keyboard kidney kingdom knob lace lamp landlord landscape laptop launch layer
  league leisure liberal license likely linen link literature litter load locate logic loop luxury magnet maintain
  majority manual manufacture margin marine mass massive mature maximum maze meadow media mental mention merchant merge
  method mission mobile moderate modest monitor monster monument mop motion motive mount multiple mutual narrate
  native navy neglect negotiate network neutral nickname nightmare notion novel nowadays numerous oatmeal obtain obstacle
  occupy occur offend opponent oppose optimistic option oral orbit organ organize origin otherwise outcome outer output
  outstanding overcome overlook overseas overtake oxygen pace pact palace parade parallel participate particular passion
  passive passport patch patrol pattern pavement peculiar peer perceive percent perform permanent persist personal
  persuade phrase physical pitch plead pledge plot plunge poetry polish pollute portion portrait pose positive possess
  posture potential poverty precise predict prescribe presence preserve previous primary principle prior privilege
  procedure proceed process profession profit progress prohibit project prominent promote prompt pronounce proof
  property proportion propose prospect province pulse purchase pursue qualify quantity quote radical random range rapid
  rate ratio rational realistic rear rebel recall recover reduce refer reflect reform refuge region register reject relate
  release relevant reliable relieve reluctant rely remarkable remedy remote represent require resemble reserve resident
  resign resist resolve resource respond responsible restore restrict resume retain retire retreat reveal reverse review
  revise revolution ridiculous rival roast robe role rotate routine rural sacrifice sail sample sandal satellite scatter
  scent schedule scheme scope scramble seek seize session severe shelter shield shift shiver shrug significant site sketch
  slap slender slight slim slogan snap soak social software sole somehow sophisticated source souvenir specific specify
  spectacular spectator splendid sponge sponsor spouse squash stack staff stain stake standard static status steal stem
  stereo stimulate stock strategy strain stress stride stroll structure stubborn stumble submit substance substitute
  subtle suburb subway successful sufficient suitable summary superior supervise surgeon surgery surrender suspend sustain
  switch symptom system tackle tactic target technique technology temporary tempt tendency tense terminal territory
  testify text texture theme theory therapy thorough thrill throughout tissue tone torch tore tournament trace tradition
  transfer transform translate transport tribe trigger triumph trivial tropical tuck tumble twig typical ultimate uncertain
  undergo undertake unique unit update urban urgent utensil vacant vague vain valid vanilla variable vary vast vehicle
  version via vibrate victim vigor virtual virtue visible vision vital vivid volcano volunteer vulnerable wander warehouse
  weave weird whale wheelchair widespread withdraw workshop wrestle wrinkle yacht yeast yield
  ate became began begun bent bit bitten bled blew blown bore born bought broke broken brought built burnt came caught
  children chose chosen dealt did done dreamt drew drawn driven drove dug eaten fallen fed feet fell felt fled flew flown
  forgot forgotten fought froze frozen gave geese got gotten grew grown heard held hid hidden hung kept knelt knew known
  laid lain leapt led lent lit lost made meant men met mice paid ran rang ridden risen rode rung said sang sank sat seen
  sent shaken shone shook shot shown shrank slept slid sold sought spent spoke spoken stole stolen stood stuck sung swam
  swept swore taken taught teeth thought threw thrown told took tore torn understood went wept woke woken women won wore
  worn wove written wrote`;

let stems: ReadonlySet<string> | undefined;

/** `word` is folded. */
export function isEverydayWord(word: string): boolean {
  stems ??= new Set(EVERYDAY_WORDS.trim().split(/\s+/u).map(stem));
  return isStopWord(word) || stems.has(stem(word));
}

/** Named sets of English phrases that the crisis rules share; what `{name}` stands for. */
import { contextSets } from "#emotion/crisis/en-context.ts";
import type { Vocabulary } from "#emotion/crisis/phrase.ts";

/** Words of `_`: they change the tone of a phrase and not its meaning. */
export const fillers =
  "actually again all almost already also always bad badly basically bloody completely damn definitely desperately even ever finally freaking fuckin fucking fully genuinely honestly just kind kinda legit literally lowkey maybe much nearly now only please probably quietly really seriously simply slowly so sometimes still then too truly very".split(
    " ",
  );

export const sets: Vocabulary["sets"] = {
  me: ["myself", "my self", "me self"],
  /** Ends in `to`. */
  crave: [
    "want|wanted|wanting|wish|wished|wishing|hope|hoped|hoping|deserve|deserved|longed|longing|i+long _ to",
    "decided|planning|planned|plan|tempted|prepared|desire|urge|intend|begging|would+like|would+love|would+prefer _ to",
    "i am|was _ ready to",
    "^ ready to",
  ],
  die: [
    "die|unalive|stop+living|stop+existing|stop+breathing|cease+to+exist|not+exist|not+be+alive|not+live",
    "be _ dead",
    "be unalived",
  ],
  live: [
    "live|exist|be+living|be+alive|stay+alive|keep+living|keep+existing|go+on+living",
    "be _ alive",
    "wake up {everAgain}",
    "see another day",
  ],
  /** After `to`. */
  goOnLiving: [
    "live|exist|continue|stay+here|stay+alive|go+on|keep+going|carry+on|keep+living|wake+up|get+up",
  ],
  living: ["living|being+alive|existing|existence|life|my+life|staying+alive"],
  done: ["am|was|being|feel|so _ done", "^ done"],
  believe: ["think|feel|believe|know+if|know+whether|sure+if|sure+whether|sure+that"],
  canNot: ["can+not|could+not|will+not|do+not"],
  need: ["need|needed"],
  donewith: ["sick+of|finished+with|through+with|had+enough+of|over"],
  everAgain: ["any more", "tomorrow|ever|again", "at all", "in the morning $"],
  alive: ["alive|exist|existed|exists", "here any more|longer", "be here any more|longer", "be alive"],
  anymore: ["any more|longer", "much longer", "no more", "$"],
  gone: ["dead|gone|died|away", "not _ here|around|alive|there", "never _ born"],
  dying: [
    "dying|my+death|being+dead|ending+it|ending+my+life|not+being+alive|not+being+here",
    "killing {me}",
  ],
  plan: [
    "plan|planning|planned|imagine|imagining|imagined|picture|picturing|arrange|arranging|arranged _ about?",
    "thinking|think|thought about|of",
  ],
  everyone: [
    "everyone|everybody|world|family|kids|children|son|daughter|mom|mum|dad|parents|husband|wife|boyfriend|girlfriend",
    "partner|friends|they|people|others|she|he|life|all|you|them|him|her|house|home",
  ],
  better: ["better _ off?", "happier|easier|relieved|fine|lighter|freer", "less of a burden"],
  harm: [
    "kill|hurt|harm|cut|hang|drown|stab|shoot|poison|strangle|suffocate|destroy|injure|burn|starve|scratch",
  ],
  harming: [
    "killing|hurting|harming|cutting|hanging|drowning|stabbing|shooting|poisoning|injuring|burning|starving|scratching",
  ],
  harmed: [
    "killed|hurt|harmed|cut|hanged|hung|drowned|stabbed|shot|poisoned|burned|burnt|injured|starved|scratched",
  ],
  anyHarm: ["{harm}", "{harming}", "{harmed}"],
  /** Words that turn harm into a wish, a habit or a fear. */
  intend: [
    "want|wants|wanted|wanting|wanna|wish|urge|urges|thought|thoughts|think|thinking|temptation|tempted|need|needed|impulse",
    "going to",
    "will|might|could|would|afraid|scared|promised|promise|swore|decided|planning|plan|keep|kept|started|start",
    "trying|tried|try|feel+like|feeling+like|felt+like|stop|stopped|not|never|resist|resisted|instead+of|close+to|about|deserve|deserved|cannot|urged",
  ],
  all: ["all|every|enough|too+many|the+whole|a+handful+of|handfuls+of|a+bottle+of|a+box+of"],
  consider: [
    "want|wanted|wanting|need|going+to",
    "think|thinking|thought|thoughts|imagine|imagining|imagined|picture|picturing|dream|dreaming",
    "almost|nearly|tempted|urge|urges|consider|considering|considered|plan|planning|planned|could|might|should|wish",
  ],
  off: ["off|from|out ~3 {height}"],
  height: ["bridge|roof|rooftop|building|balcony|window|cliff|ledge|overpass|floor|tower|station|platform"],
  traffic: [
    "train|trains|metro|tram|traffic|bus|truck|lorry|car|cars|road|tracks|tube|motorway|highway|subway|sea|river|lake|water|ocean",
  ],
  wall: ["tree|wall|oncoming|bridge|river|truck|lorry|traffic|ditch|cliff|road|barrier|pole|lake"],
  part: ["part|bit|side|half|piece|voice|something of|in|inside me"],
  place: [
    "city|town|house|flat|apartment|place|village|country|street|area|parents|mother|mum|mom|brother|sister|flatmates|dorm",
  ],
  more: [
    "$",
    "{longer}",
    "like+this|like+that|this+way|with+this|with+my+life|living|existing|pretending",
    "without him|her|them|you",
  ],
  longer: ["any+more|any+longer|much+longer|no+more|for+long|one+more+day|another+day"],
  end: ["$", "{longer}"],
  season: ["winter|spring|summer|autumn|christmas|year|month|week|night|birthday|tomorrow|day|morning"],
  decided: ["decided|sorted|sorted+out|written+down|wrote+down|settled|know"],
  endure: ["$", "do|go|keep|take|stand|hold|last|live|cope|bear|carry|fight|pretend|survive"],
  believeFuture: ["think|believe|expect|plan|know+if|intend"],
  bear: ["take|bear|stand|handle|endure|survive"],
  no: ["no|any|not+a|without+a|see+a"],
  /** With what follows: `stop` alone, not `end well`. */
  stop: ["stop|end|be+over|go+away {stopped}"],
  stopped: ["$", "now|already|so|and|please|forever|because|any+more|but|hurting|for+good"],
  arms: ["arm|arms|leg|legs|thigh|thighs|wrist|wrists|skin|stomach|belly|body|forearm|forearms"],
  blade: ["knife|blade|razor|razors|razorblade|scissors|cigarette|lighter|needle|glass"],
  medicines: [
    "pills|tablets|meds|medication|paracetamol|ibuprofen|tylenol|painkillers|sleeping+pills|antidepressants|insulin",
  ],
  hope: ["hope|hoping|hoped|wish|wished|wishing|pray|praying|prayed"],
  crash: ["crashes|crash|crashed|would+crash|goes+down|kills+me|would+kill+me|takes+me+away"],
  hitBy: ["get|got|am|was|were|be|could|would|get+to _ hit|struck by", "get|got|am|was|were|be _ run over"],
  voice: ["voice|voices|head|brain|mind|something"],
  tired: ["tired|sick|weary|exhausted|fed+up"],
  nobody: ["nobody|anybody|anyone|who|no+one|any+one|no+body"],
  away: ["gone|dead|died|left|vanished|disappeared|away", "not _ here|around|alive|there"],
  keptPlace: ["drawer|desk|table|envelope|box|folder|phone|computer"],
  give: ["giving|give|gave|given|gives"],
  belongings: [
    "things|stuff|belongings|possessions|books|records|clothes|jewellery|jewelry|guitar|everything",
  ],
  them: ["them|it|these|any|this {longer}", "them|it|these|any|this $", "them|it|these where"],
  home: ["will|can take|keep|have|look", "found+a+home|knows+what|knows+where"],
  soon: ["next|tomorrow|anyway|soon|then|much+longer|for+long|by+then|by+christmas|by+spring|by+summer"],
  older: ["in|at|past|turning|growing|getting|being|reaching|old|older|alive"],
  gaveUp: ["given|gave|giving|give up"],
  lost: [
    "mum|mom|mother|dad|father|him|her|them|you|grandma|grandpa|nana|gran",
    "my ~1 mum|mom|dad|son|daughter|brother|sister|husband|wife|baby|friend",
  ],
  might: ["might|could|will|would|may|am+going+to"],
  never: ["never|will+not|not+going+to _", "never _"],
  trifle: [
    "embarrassment|laughter|cramps|excitement|envy|fright|laughing|cringe|cold|boredom|heat|hunger|thirst|cuteness|happiness|curiosity|joy|jealousy|awkwardness|cringe|embarrassed|awkward",
    "shame , then",
  ],
  laughs: ["lol|lmao|haha|hahaha|rofl|ha"],
  thing: [
    "feet|foot|heels|shoes|back|knees|legs|traffic|deadline|deadlines|suspense|commute|heat|head|neck|job|exam|exams|homework|boots|calves",
    "guys|kids|boss|email|emails|allergies|hay+fever|hangover|curiosity",
  ],
  busy: [
    "work|tea|coffee|books|blankets|pillows|chocolate|paperwork|emails|chores|studies|music|wine|homework|it",
  ],
  ages: [
    "eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|uni|university|college|school",
  ],
  young: [
    "a|an|so|still|very|little|young|small|younger|about|just|only|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|1*|2*",
  ],
  schooling: ["school|college|university|uni|high|primary|secondary|kindergarten|sixth|grade|year"],
  youngPerson: ["teen|teenager|kid|child|student|girl|boy|youth|adolescent"],
  listener: ["me|us|him|her|them|everyone|people"],
  openQuote: ['"', "$"],
  ...contextSets,
  accident: [
    "shaving|cooking|chopping|slicing|peeling|kitchen|knife slipped|bike|bicycle|ladder|stairs|fell|falling|tripped|slipped",
    "accident|accidentally|gardening|roses|thorn*|oven|stove|hob|kettle|pan|tray|hairdryer|straightener|soup|tea|coffee|tin",
    "glass|paper|bread|onion*|carrot*|avocado|cheese|grater|hammer|drill|sunburn*|knee|ankle|shoulder|elbow|hamstring|plaster*",
    "curling|iron|straighteners|radiator|steam|toaster|grill|bbq|barbecue|stew|wax|firework|glue|fence|wire|rock|branch|gate",
    "toe|physio|ice|sofa|moving+boxes|slack|scratch|plaster|bruise|blister",
  ],
  sport: [
    "gym|running|lifting|deadlift*|squat*|workout|training|yoga|stretching|playing|football|soccer|tennis|climbing|skiing|skating",
    "race|match|marathon|hike|hiking|dance|dancing|leg+day|basketball|cycling",
  ],
};

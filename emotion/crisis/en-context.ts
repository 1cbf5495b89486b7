/**
 * When English words that sound like a crisis are not one: figures of speech, other people, films and books, quotations,
 * and what lies long ago. Each list silences as little as it can: a missed cry weighs more than a needless offer.
 */

export const ownSubjects = ["i", "me", "my", "myself", "we", "mine"];

const KIN =
  "brother|sister|friend|friends|colleague|colleagues|patient|patients|student|students|son|daughter|mum|mom|mother|dad|father|" +
  "uncle|aunt|cousin|nephew|niece|grandma|grandmother|grandpa|grandfather|neighbour|neighbor|teenager|teenagers|classmate|" +
  "classmates|husband|wife|boyfriend|girlfriend|partner|roommate|flatmate|stranger|client|boy|girl|man|woman|guy|kid|child|" +
  "choir|chorus|character|narrator|speaker|hero|heroine|villain|celebrity|actor|singer|teacher|pupil|pupils|soldier|soldiers|veterans";

const PRONOUNS = "he|she|they|those|who|people|someone|somebody|anyone|anybody|nobody|everyone|everybody|you";

export const otherSubjects = [
  ...PRONOUNS.split("|"),
  ...KIN.split("|"),
  "dog",
  "cat",
  "farmers",
  "adults",
  "plants",
];

export const contextSets = {
  kin: [KIN],
  person: [`he|she|they|who|people|${KIN}`],
  says: [
    "said|says|say|saying|told|tells|wrote|writes|texted|texts|yelled|yells|shouted|shouts|screamed|screams|muttered|whispered",
    "goes|sings|sang|posted|messaged|announced|claims|claimed|admitted|admits|sobbed|cried|joked|jokes|used to say|wishes|wished",
  ],
  work: [
    "song|lyric|lyrics|film|movie|series|show|episode|book|novel|chapter|character|poem|play|line|title|scene|album|band|track",
    "message|poster|headline|sign|meme|tweet|caption|quote|verse|chorus|monologue|listened|watched|read|post|comment",
  ],
};

export const idioms = [
  "dying to see|know|meet|try|hear|go|tell|find|get|read|show|eat|watch|visit|ask|taste|play|have|start|leave",
  "dying for a|an|some|my|the",
  "to die for $",
  "die|died|dying|dead ~1 laughing",
  "die|died|dying of|from ~1 {trifle}",
  "wanted|want to _ die ~1 {trifle}",
  "i am _ dead $",
  "die ~2 happy",
  "die old",
  "die on that|this|the|every hill",
  "die hard",
  "drop dead",
  "dead tired|asleep|serious|line|end|battery|set|on",
  "be dead asleep",
  "killing me _ {laughs}",
  "kill|murder|die for a|an|some|this|that|pizza",
  "{thing} _ is|are|was|were ~1 killing me",
  "shot|shoot|shooting {me} in the foot|knee",
  "cut {me} some|a|off|out",
  "cut|cutting {me} ~1 shaving|cooking",
  "beat|beating {me} up",
  "bury|buried|burying {me} in|under ~1 {busy}",
  "drown|drowned|drowning {me} in ~1 {busy}",
  "rather die from|of a|an",
  "rather|sooner die than ~1 go+to|go+back|wear|eat|watch|listen|attend|see|talk|speak|sit|ask|admit|give|share|use|clean|sing|dance|call|work|drive|text",
  "career|political|social|commercial|financial|fashion suicide",
  "suicide squad|kings|burger|wings|sauce|bunny|bunnies|silence|girls|girl|drink|shot|hill|run|door|doors|mission",
  "virgin suicides|suicide",
  "run|ran|running|did|do|doing suicides|suicide at|in|on|during|for|after|today",
  "suicide is painless",
  "take|took|taking my life in|into|back|seriously|for|forward|to",
  "end|ending my life as|in this|the|here",
  "end|ending my day|contract|shift|call|week",
  "life ending",
  "kms from|away|per|an|to the|of|later|today|long|per",
  "live here|there|alone|abroad|together|anywhere",
  "live in|at|near|with a|an|the|this|that|my|our|his|her ~1 {place}",
  "live without _ coffee|tea|chocolate|music|my|it|you|him|her|them|wifi|internet",
  "killing {me} _ laughing",
  "nearly|almost killed {me} tripping|slipping|falling|running|over|on|carrying|getting|lifting|cycling|rushing|with",
  "kill|killed|killing {me} at|in|on the? gym|training|practice|class|spin|treadmill|bike",
  "hit|run by a wave|wall of|gust",
  "kill {me} _ laughing",
  "not killing {me} over|for|with",
  "hurt {me} laughing",
];

/** Somebody else speaks, right before the phrase. */
export const reported = [
  "{person} ~3 {says} {listener}? that? ~2 {openQuote}",
  "{work} ~1 goes|says|called|titled|is|reads ~1 {openQuote}",
];

export const quoted = ["{person} ~4 {says}", "{says} {person}", "{work}", "{kin}", "they|he|she"];

export const fiction = [
  "in|of|during the|a|this|my|every|our game|film|movie|play|novel|book|story|scene|episode|series|musical|opera|video+game",
  "for the|a|my role|scene|part|novel|story",
];

export const topicSilencers = [
  "{person}",
  "his|her|hers|their|theirs|him|them|himself|herself|themselves",
  "{work}",
  "article|documentary|podcast|essay|lecture|training|course|seminar",
  "prevention|hotline|helpline|awareness|rate|rates|statistics|bomber*|bombing|assisted|study|research|thesis|news|radio|class|philosoph*|camus|hamlet",
  "committed|died by|lost",
  "in rural|prisons|schools",
];

export const topicOwn = [
  "i am|feel|felt|feeling|was|been|got _ suicid*",
  "i have been ~2 suicid*",
  "me _ suicid*",
  "my suicid*",
  "i ~3 think|thinking|thought|consider|considering|considered|planning|planned|contemplating ~2 suicid*",
  "my ~1 self harm",
  "i _ self harm*",
  "i ~2 relapsed",
  "i ~3 commit|attempt|committing|attempting suicide",
  "am ~2 suicidal",
];

export const longPast = [
  "years|decades ago",
  "year|years|decade|decades since",
  "decade ago",
  "when i was|am _ {young}",
  "when i was at|in ~1 {schooling}",
  "as a ~1 {youngPerson}",
  "at|aged {ages}",
  "back then",
  "back in {schooling}",
  "used to",
  "long _ ago",
  "long time ago",
  "in 19*|20*",
  "in my teens|twenties|youth|childhood",
  "in {schooling}",
];

export const pastForms = [
  "wanted|wished|tried|thought|was|were|felt|had|used|attempted|planned|hurt|cut|took|harmed|did|once|hoped|burned|stood|since|self",
];

export const returns = [
  "again|still|lately",
  "is|are|come|comes|coming|came back",
  "never stopped|left",
  "every day now|again",
  "these days",
  "plan|planning ~1 another|again",
];

export const despair = [
  "alone|lonely|worthless|hopeless|empty|numb|crying|cry|pain|exhausted|broken|useless|failure|miserable|depressed|depression|dark|darkness|tired|afraid|scared|dead|drawer|calm|hurts|nobody|cares",
  "hate {me}",
  "hate my life",
  "no one|hope",
  "sorry",
];

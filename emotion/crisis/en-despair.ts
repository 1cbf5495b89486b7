/**
 * Despair in English that may mean an end, or may not: it counts only beside sadness, fear or a second sign. Each rule
 * is one sign, so phrases that say the same share a rule.
 */
import type { CrisisRule } from "#emotion/crisis/locale.ts";

const goingOn: CrisisRule = {
  subject: "open",
  phrases: [
    "can not _ go on {more}",
    "can not _ keep _ going {more}",
    "can not _ keep _ doing this|it|life",
    "can not _ carry on {more}",
    "can not _ continue {more}",
    "can not _ keep _ living|fighting|pretending|existing {more}",
    "not _ {believeFuture} ~1 i can _ {endure}",
    "not sure if|that|whether|how? i can _ {endure}",
    "not sure i can _ {endure}",
    "never have to get|wake up",
    "never get|wake up again",
    "stop feeling .",
    "stop feeling anything|everything|for+good",
    "can not _ live like this|that",
    "nothing _ left to give",
    "no strength|energy _ left",
    "not know how to go on",
    "how much longer i can {endure}",
    "how long i can {endure}",
    "not _ want to _ go|carry on {more}",
    "not _ want to _ continue {more}",
    "not|not+going+to _ make it through|past|to ~2 {season}",
    "not going to _ make it {end}",
  ],
  unless: [
    "holiday|vacation|trip|ride|roller|coaster|tour|date|strike|air|stage|studying|running|walking",
    "saturday|sunday|monday",
  ],
};

const enough: CrisisRule = {
  subject: "open",
  phrases: [
    "can not _ do this|it|life _ {longer}",
    "can not _ do this|life $",
    "can not _ {bear} _ it|this|life|everything _ {longer}",
    "can not _ {bear} _ it|this|life|everything $",
    "can not _ {bear} the pain",
    "can not _ {bear} _ {longer}",
    "can not _ fight|cope|hold+on|hang+on|pretend {more}",
    "had enough of everything|life",
  ],
  unless: [
    "new|another|different|this job",
    "quit|quitting|resign*|notice|puzzle|diet|exercise|homework|math|maths|level|crossword",
    "degrees|hot|humid|heat|cold|noise|loud|drill|neighbour*|neighbor*|weather|rain|traffic|snoring|music|commute|itch*|mosquito*",
  ],
};

const noWayOut: CrisisRule = {
  subject: "open",
  phrases: [
    "{no} _ way out $",
    "{no} _ way out for me",
    "{no} _ way out of this|it|here|my $",
    "{no} _ way out of my life|head",
    "{no} _ way out any more",
    "only way out",
    "{no} _ way forward|through|past $",
    "no escape $",
    "no escape from my|this life|head|pain",
    "no other way {end}",
    "only way ~2 to ~1 {stop}",
    "trapped in my|this life|head|existence|pain",
    "want a|some way out $",
  ],
  unless: ["car park|contract|maze|escape room|lease|traffic"],
};

const tired: CrisisRule = {
  subject: "open",
  phrases: [
    "{tired} of _ being alive|here",
    "{tired} of _ life|living|existing|existence|breathing",
    "{tired} of _ my|this life",
    "{tired} of _ fighting|trying|everything|surviving|pretending|waking",
    "{tired} by life",
    "existing|living|life hurts|exhausts",
    "being alive ~1 hurts|exhausts|exhausting|unbearable",
    "life is _ unbearable|torture|hell",
  ],
  unless: ["boxes|suitcase*|bag", "city|town|flat|house|mess|flatmate*|roommate*|insurance"],
};

const burden: CrisisRule = {
  subject: "open",
  phrases: [
    "everyone|everybody|world|family|kids|children|parents|friends|mum|mom|dad|wife|husband ~3 better off $",
    "{everyone} ~3 better off without me",
    "{everyone} ~3 {better} ~3 if i ~1 {away}",
    "easier for ~2 {everyone} if",
    "{nobody} ~2 miss me",
    "{nobody} ~2 notice|care|mind ~2 if|that|when i",
    "nobody|no+one _ cares|needs|loves|wants me? $",
    "burden to|on|for ~1 everyone|everybody|them|family|all|others|people|him|her",
    "am _ a|such burden $",
    "am _ just a burden",
    "nothing but a burden",
    "in everyone way",
    "in the way of everyone|everybody",
    "relieved if i",
  ],
  unless: ["lift|a ride|in goal|on defence|defense|party|they said it was fine"],
};

const noFuture: CrisisRule = {
  subject: "open",
  phrases: [
    "will not _ be here|around|alive _ {soon}",
    "not see ~1 future",
    "no future",
    "not _ see|imagine|picture {me} ~2 {older}",
    "never|not see thirty|forty|fifty|old+age",
    "never thought i would live|make ~2 this|past|long",
    "not be here|around next|for ~2 {season}",
    "not _ {believeFuture} ~3 be|being|am here|around|alive _ {soon}",
    "not _ {believeFuture} ~3 be|being|am here|around|alive for|to",
    "will not matter any+more|soon|anyway|then|tomorrow",
  ],
  unless: ["concert|meeting|appointment|office|deadline|city|holiday|trip|company|job|class"],
};

const noHope: CrisisRule = {
  subject: "open",
  phrases: [
    "nothing _ left for|to me|here|lose",
    "i have _ nothing _ left $",
    "nothing _ left in|inside me|of",
    "i am done with trying",
    "nothing matters",
    "what is the point of anything|everything|trying|it|me|any",
    "what is the point any more",
    "what is the point $",
    "no|any point any more",
    "no|any point in|of|to anything|going|trying|continuing|carrying|it",
    "everything|life|all is|feels|seems _ pointless|meaningless|hopeless",
    "lost all|my ~1 hope",
    "no hope $",
    "hope is|has _ gone|lost|dead|left",
    "it is _ pointless .",
    "running|ran|run out of reasons|hope|fight|will",
    "my life is _ over|ruined|finished",
    "no hope left|any+more|for+me|for+someone|at+all|now|and",
    "without any? hope $",
    "nothing _ to look forward to",
    "not _ see ~1 point any+more",
    "not _ see ~1 point of|in anything|any|it|trying|going+on|me|this+life|my+life",
    "not _ see ~1 point $",
    "{gaveUp} on _ life|everything|myself|me",
    "lost the|my will",
    "i am|feel|feeling _ hopeless $",
    "i am _ too broken",
    "beyond help|saving|repair",
  ],
  unless: ["meeting*|arguing|argument|homework|essay|exam|marathon|diet|status|news|jigsaw"],
};

const atTheEnd: CrisisRule = {
  subject: "open",
  phrases: [
    "at|near|nearing|reached|reaching|to the? end of my ~1 rope|tether|strength",
    "reached|at my limit|end $",
    "reached the end $",
    "breaking point",
    "done with everything|everyone",
    "done with it all",
    "^ i am _ so? _ done .",
    "{crave} _ give up $",
    "about|going to give up $",
    "giving up $",
    "{never} get better",
    "{never} be okay|ok|happy|better|normal again|any",
  ],
  unless: [
    "homework|tax|forms|essay|dishes|exam*|packing|painting|thesis|report|diet|smoking|knitting|at last|knee|cold",
  ],
};

export const despairs: readonly CrisisRule[] = [
  goingOn,
  enough,
  noWayOut,
  tired,
  burden,
  noFuture,
  noHope,
  atTheEnd,
];

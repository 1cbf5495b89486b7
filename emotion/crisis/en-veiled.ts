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
    "can not _ live like this|that",
    "nothing _ left to give",
    "no strength|energy _ left",
    "not know how to go on",
    "how much longer i can",
    "how long i can keep",
    "not _ want to _ go|carry on {more}",
    "not _ want to _ continue {more}",
    "not _ make it through|past|to ~2 {season}",
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
    "heat|cold|noise|loud|drill|neighbour*|neighbor*|weather|rain|traffic|snoring|music|commute|itch*|mosquito*",
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
    "{everyone} ~3 better off $",
    "{everyone} ~3 better off without me",
    "{everyone} ~3 {better} ~3 if i ~1 {away}",
    "easier for ~2 {everyone} if",
    "{nobody} ~2 miss me",
    "{nobody} ~2 notice|care|mind ~2 if|that|when i",
    "{nobody} _ cares|needs|loves|wants me? $",
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

const vanishing: CrisisRule = {
  subject: "open",
  phrases: [
    "{crave} _ disappear|vanish|fade $",
    "{crave} _ disappear|vanish|fade forever|away|completely|from|and",
    "could _ disappear|vanish $",
    "could _ disappear|vanish forever|completely",
    "not _ want to _ be here {longer}",
    "not _ want to _ be here $",
    "wish i was|were not _ here {longer}",
    "and not be here",
    "to _ not be here $",
    "{crave} _ be gone",
    "{crave} _ go and not|never",
    "to sleep and sleep",
    "if|when|once|after i am|were|was _ gone",
    "want to leave this world|life|earth|everything",
    "leave this world",
  ],
  unless: ["bags|train|trip|beach|party|office|work|book|blanket|holiday|school|series|gym|weekend"],
};

const stopping: CrisisRule = {
  subject: "open",
  phrases: [
    "want|wanted|wish|need|make|let _ it|this|everything _ to? _ {stop}",
    "want|wanted|wish|need|make ~2 pain|suffering|hurt|hurting|voices _ to? _ {stop}",
    "make|makes it|this|pain _ stop $",
    "{crave} _ end it|things $",
    "thinking of|about ending it|things",
    "finally be|have|at peace $",
    "{crave} _ be at peace",
    "so that it|this stops|ends|ended",
  ],
  unless: [
    "with him|her|mark|them",
    "week|meeting|exam*|semester|relationship|drill|neighbour*|rain|heat|headache|hiccup*",
  ],
};

const goodbye: CrisisRule = {
  subject: "open",
  phrases: [
    "this is ~3 goodbye $",
    "saying|say|said ~1 goodbye to ~1 everyone|everybody|everything|life|world",
    "saying goodbye $",
    "goodbye everyone|everybody|world",
    "goodbye cruel world",
    "time|ready to say goodbye $",
    "final|last goodbye|goodbyes",
    "goodbye letter|letters|note|notes|messages|video",
    "my|the last|final entry|words|note",
    "last time i _ write|writing",
    "letter|letters|note|notes to|for ~1 everyone|everybody|family|people ~4 {keptPlace}",
    "letters to everyone",
  ],
  unless: [
    "summer|holiday|colleague*|school|term|class|house|flat|apartment|team|year|job|office|charity|fundrais*|christmas cards",
  ],
};

const settling: CrisisRule = {
  subject: "open",
  phrases: [
    "{give} _ away _ my|most|all ~4 {belongings}",
    "{give} _ my|all ~3 {belongings} away",
    "will not need {them}",
    "my affairs in order",
    "{home} ~4 when|once|after i am _ gone",
  ],
  unless: ["charity|move|moving|declutter*|junk|old|flea|sale|attic|donat*|recycl*|umbrella|coat|jacket"],
};

const noFuture: CrisisRule = {
  subject: "open",
  phrases: [
    "will not _ be here|around|alive _ {soon}",
    "not see ~1 future",
    "no future",
    "not _ see|imagine|picture {me} ~2 {older}",
    "never thought i would live|make ~2 this|past|long",
    "not be here next|for ~2 {season}",
  ],
  unless: ["concert|meeting|appointment|office|deadline|city|holiday|trip|company|job|class"],
};

const noHope: CrisisRule = {
  subject: "open",
  phrases: [
    "nothing _ left for|to me|here|lose",
    "nothing _ left $",
    "nothing matters",
    "what is the point of anything|everything|trying|it|me|any",
    "what is the point any more",
    "what is the point $",
    "no|any point any more",
    "no|any point in|of|to anything|going|trying|continuing|carrying|it",
    "everything|it|life|all is|feels|seems _ pointless|meaningless|hopeless",
    "lost all|my ~1 hope",
    "no hope",
    "without hope",
    "{gaveUp} on _ life|everything|myself|me",
    "lost the|my will",
    "i am|feel|feeling _ hopeless $",
    "too broken",
    "beyond help|saving|repair",
  ],
  unless: ["meeting*|arguing|argument|homework|essay|exam|marathon|diet|status|news|jigsaw"],
};

const belonging: CrisisRule = {
  subject: "open",
  phrases: [
    "not _ belong in|on this world|earth|planet",
    "not made|meant|built for this world|life",
    "not meant to be here|alive",
    "{crave} _ be|go|join|follow|see ~1 with? {lost} _ again|wherever|in|up|there",
    "{crave} _ join|follow {lost}",
    "{crave} _ be with {lost} $",
  ],
  unless: [
    "party|weekend|dinner|trip|cinema|holiday|christmas|call|flight|visit*|instagram|twitter|run|class|band",
  ],
};

const unsafe: CrisisRule = {
  subject: "open",
  phrases: [
    "not _ trust {me}",
    "not _ feel|be|am safe _ with|from|around|alone",
    "not safe _ with|from|alone",
    "scared|afraid|frightened of what i _ {might} do",
    "scared|afraid|frightened of {me}",
    "what i _ {might} do to {me}",
    "not be left? alone tonight",
    "scared|afraid to be alone with {me}",
  ],
  unless: ["credit card|chocolate|biscuits|crisps|sugar|shop*|ex|text|texting|cards|driving|ice"],
};

const atTheEnd: CrisisRule = {
  subject: "open",
  phrases: [
    "end of my ~1 rope|tether|strength",
    "reached|at my limit|end $",
    "breaking point",
    "done with everything|everyone",
    "done with it all",
    "^ i am _ done $",
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

const indifferent: CrisisRule = {
  subject: "open",
  phrases: [
    "someone|somebody|please _ kill me",
    "kill me $",
    "not care _ if|whether i _ live|die|wake|survive",
    "not _ mind _ if i _ died|die|was|were",
    "dead inside",
    "thinking|think|thoughts of|about _ death",
    "rather not be here|exist",
    "dark|bad|scary|those|the thoughts ~2 back|again|louder|winning|worse",
    "what if i _ {die}",
    "wish i could _ fall asleep and",
  ],
  unless: ["meeting|traffic|homework|maths|math|monday|queue|lol|haha*|wine"],
};

export const veiled: readonly CrisisRule[] = [
  goingOn,
  enough,
  noWayOut,
  tired,
  burden,
  vanishing,
  stopping,
  goodbye,
  settling,
  noFuture,
  noHope,
  belonging,
  unsafe,
  atTheEnd,
  indifferent,
];

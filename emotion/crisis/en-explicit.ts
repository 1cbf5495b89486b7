/**
 * What people write in English when they name their own death or harm to themselves. A phrase goes in when someone in
 * need may write it; `en-context.ts` says when it is not meant.
 */
import type { CrisisRule } from "#emotion/crisis/locale.ts";

const killing: CrisisRule = {
  subject: "own",
  phrases: [
    "kill|killing|killed|unalive|unaliving|unalived|murder|murdering|hang|hanging|hanged|shoot|shooting|drown|drowning {me}",
    "stab|stabbing|poison|poisoning|strangle|strangling|suffocate|suffocating|drowned|poisoned|hung {me}",
    "offing|off {me}",
    "^ kms",
    "to|will|would|should|might|could|can|have|just|and|i _ kms",
    "end|ends|ending|ended|take|taking|took|taken|finish|finishing my own? _ life",
    "end|ending|ended|ends my existence|suffering|misery",
    "end|ending|ended it all",
    "end|ending it for good|ever",
    "end|ending it _ tonight|now|today|tomorrow|forever",
    "slit|slitting|slash|slashing|slashed|cut|cutting my ~1 wrist|wrists|throat|veins",
    "{plan} ~1 my ~1 death|funeral",
    "my own death",
    "catch the bus tonight|soon",
    "wrote|write|writing|written|have ~2 suicide note*",
    "die by my own hand",
    "{part} ~1 wants|wanted to _ {die}",
    "all i ~2 is _ to? {die}",
  ],
};

const wanting: CrisisRule = {
  subject: "open",
  phrases: [
    "{crave} _ {die}",
    "going to _ die tonight|soon|today",
    "not|longer|never _ {crave} _ {live}",
    "rather _ die",
    "rather be dead",
    "deserve|deserved death",
    "long|longing|pray|praying|wish|wishing for death",
    "let me _ die",
    "wish|hope|hoping|pray|praying i _ {die}",
    "wish|hope|hoping|pray|praying i _ would|could|might _ {die}",
    "dying|dead|death is|seems|sounds|looks|feels ~2 easier|better|peaceful|answer|nice|comforting",
    "prefer|prefers death|dying|being+dead",
    "could _ die tonight|right+now $",
    "should _ die $",
    "die already",
    "just die $",
  ],
};

const wishing: CrisisRule = {
  subject: "own",
  phrases: [
    "wish|wished|wishing ~2 i _ was|were|be _ dead|gone",
    "wish|wished|wishing was|were _ dead",
    "wish|wished to be dead",
    "wish|wished|wishing ~3 not _ {alive}",
    "wish|wished|wishing|hope|hoped|hoping|pray|praying ~3 never _ wake|woke|woken|waking _ up",
    "wish|wished|wishing|hope|hoped|hoping|pray|praying ~3 not _ wake|woke|woken _ up",
    "mind|like|love|great|nice|fine _ not waking up",
    "if i _ never|not woke|wake|waking up {everAgain}?",
    "sleep|bed|asleep ~3 not|never _ wake|waking|woke|woken _ up",
    "sleep forever|eternally",
    "sleep ~2 for ever",
    "wish|wished|wishing ~2 never|not _ been? _ born",
    "should not|never _ have _ been born",
    "i ~2 never been born",
    "^ never been born",
    "never asked to be born",
    "wish|wished|wishing ~3 stop|stopped|cease|ceased _ to? exist|existing|living|breathing|being",
    "stop|cease|quit _ to? existing|exist",
    "wish my heart|life would _ stop|end",
    "wish|hope ~2 life ends|ended|over",
    "wish|hope|wished|hoping|hoped ~1 car|bus|truck|train|lorry would|hits|hit me",
  ],
};

const better: CrisisRule = {
  subject: "own",
  phrases: [
    "i ~2 better off dead",
    "^ better off dead",
    "i should _ be dead",
    "i should _ die",
    "i should not _ be? {alive}",
    "{everyone} ~4 {better} ~4 without me",
    "{everyone} ~4 {better} ~3 if i ~1 {gone}",
    "{everyone} ~4 {better} ~3 if i _ {die}",
    "better place|world without me",
    "without me ~2 world|life ~2 better",
    "better|best for {everyone} if i _ {die}",
    "better|best if i was|were|am ~1 dead",
    "no one|nobody|anyone|anybody|who ~2 notice|care|mind|miss ~3 if|when i _ {harmed} {me}",
    "no one|nobody|anyone|anybody|who ~2 notice|care|mind|miss ~3 if|when i _ was|were|am|had? _ dead|die|died",
  ],
};

const living: CrisisRule = {
  subject: "own",
  phrases: [
    "no|any|not+a|a|one reason|reasons _ to _ {goOnLiving}",
    "no|any reason|reasons ~1 for {living}",
    "nothing ~2 to _ live for",
    "nothing ~2 worth living for",
    "no|any|the|see|what point|use|sense ~1 in|of {living}",
    "point in _ {living}",
    "point to _ {living}",
    "no point _ {goOnLiving} $",
    "the point of _ {living}",
    "not _ worth _ living",
    "life|living ~1 not _ worth it",
    "not want this life",
    "why am i _ alive|living|breathing|still+here",
    "why do i _ live|exist",
    "hate|hated|hating _ being+alive|living|existing|my+existence|that+i+am+alive",
    "{donewith} _ {living} $",
    "{donewith} _ being+alive|living|existing",
    "can not _ live {anymore}",
    "can not _ stay alive",
    "not _ be _ alive {anymore}",
    "should have died $",
    "should have been me who|that died",
    "forget|lost|losing my? reason to live",
    "will to live",
  ],
  unless: [
    "in this|that city|town|house|flat|place|village|country",
    "with my parents|flatmate*|roommate*",
    "out of boxes|suitcase*",
    "insurance",
  ],
};

const thinking: CrisisRule = {
  subject: "own",
  phrases: [
    "think|thinking|thought|thoughts|fantasise|fantasize|fantasising|fantasizing|dream|dreaming|daydreaming _ of|about _ {dying}",
    "stop thinking _ of|about _ death",
  ],
};

const harming: CrisisRule = {
  subject: "own",
  phrases: [
    "{intend} ~3 {harm} {me}",
    "{intend} ~3 {harming} {me}",
    "{anyHarm} {me} ~2 on purpose",
    "{anyHarm} {me} deliberately",
    "{anyHarm} {me} _ to feel",
    "cut|cuts|burn|burns i made {me}?",
  ],
  unless: ["{sport}", "shaving|cooking|chopping"],
};

const harmingPlainly: CrisisRule = {
  subject: "own",
  phrases: ["{harm} {me}", "{harming} {me}", "i _ {harmed} {me}", "have ~1 {harmed} {me}"],
  unless: ["{accident}", "{sport}"],
};

const cuttingAgain: CrisisRule = {
  subject: "own",
  phrases: [
    "started|start|been|keep|kept|am|was|stop|back to|relapsed|urge|urges to? _ cutting again|lately",
    "cutting again $",
    "urge|urges|want|wanted|need to cut $",
    "urge|urges|want|need to cut again",
    "relapsed ~1 cut|cutting",
  ],
  unless: [
    "{accident}",
    "hedge|lawn|grass|hair|carbs|sugar|calories|fabric|wood|video|footage|film|costs|spending",
  ],
};

const pills: CrisisRule = {
  subject: "open",
  phrases: [
    "take|taking|took|taken|swallow|swallowing|swallowed _ {all} ~3 pills|tablets|meds|medication|paracetamol|ibuprofen|tylenol",
    "pills|tablets _ at once",
  ],
  unless: ["prescribed|prescription|doctor|cough|infection|antibiotics|vitamin*|course"],
};

const falling: CrisisRule = {
  subject: "open",
  phrases: [
    "{consider} ~3 jump|jumping|throw|throwing|fall|falling|stepping|step|leap|leaping {me}? {off}",
    "{consider} ~3 walk|walking|step|stepping|jump|jumping|throw|throwing|lie|lying|run|running {me}? into|in+front+of|infront+of|under|onto|on+to|on ~2 {traffic}",
    "{consider} ~3 drive|driving|steer|steering|crash|crashing|swerve|swerving ~3 {wall}",
    "stood|standing|stand|sat|sitting on|at ~3 bridge|ledge|rooftop ~4 jump|jumping",
    "stepped|walked|ran ~1 in+front+of ~1 {traffic} on purpose",
  ],
  unless: ["bungee|parachute*|swim*|pool|diving|kids|zipline|catch|late"],
};

/** The word alone, which people also read and hear about. */
const topics: CrisisRule = {
  subject: "topic",
  phrases: [
    "suicid*",
    "self harm|harmed|harming|harms",
    "selfharm*",
    "sui $",
    "sui thoughts|ideation|tendencies|again|rn|right",
    "feeling|feel|am|been|being _ sui",
    "i ~3 overdose|overdosed|overdosing",
    "of|about|to ~1 overdose|overdosing",
    "relapsed on sh|si",
    "unalive|unaliving",
  ],
};

export const explicit: readonly CrisisRule[] = [
  killing,
  wanting,
  wishing,
  better,
  living,
  thinking,
  harming,
  harmingPlainly,
  cuttingAgain,
  pills,
  falling,
  topics,
];

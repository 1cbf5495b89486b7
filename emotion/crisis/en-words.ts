/**
 * English words as the crisis rules write them: contractions opened, digits for letters, stretched letters and the
 * usual misspellings mended. Only words that rules look for are mended; everything else passes unchanged.
 */

/** What people write, and what the rules read; apostrophes are gone here. */
const WRITTEN: Readonly<Record<string, string>> = {
  wanna: "want to",
  wana: "want to",
  wnna: "want to",
  wnat: "want",
  watn: "want",
  wan: "want",
  wannna: "want to",
  gonna: "going to",
  gona: "going to",
  gunna: "going to",
  gotta: "have to",
  tryna: "trying to",
  finna: "going to",
  dont: "do not",
  dnt: "do not",
  didnt: "did not",
  doesnt: "does not",
  cant: "can not",
  cannot: "can not",
  cnt: "can not",
  couldnt: "could not",
  wont: "will not",
  wouldnt: "would not",
  shouldnt: "should not",
  isnt: "is not",
  arent: "are not",
  wasnt: "was not",
  werent: "were not",
  havent: "have not",
  hasnt: "has not",
  hadnt: "had not",
  aint: "is not",
  im: "i am",
  iam: "i am",
  ive: "i have",
  theres: "there is",
  thats: "that is",
  whats: "what is",
  its: "it is",
  shes: "she is",
  hes: "he is",
  theyre: "they are",
  theyd: "they would",
  youre: "you are",
  id: "i would",
  everyones: "everyone",
  noones: "no one",
  lifes: "life is",
  anymore: "any more",
  nomore: "no more",
  everyday: "every day",
  noone: "no one",
  everbody: "everybody",
  "2": "to",
  u: "you",
  ur: "your",
  r: "are",
  bc: "because",
  cuz: "because",
  cus: "because",
  coz: "because",
  tn: "tonight",
  rn: "right now",
  tmrw: "tomorrow",
  tmr: "tomorrow",
  tonite: "tonight",
  smth: "something",
  wo: "without",
  meself: "myself",
  mself: "myself",
  myelf: "myself",
  mysef: "myself",
  myslef: "myself",
  mysel: "myself",
  kil: "kill",
  kll: "kill",
  klil: "kill",
  kiil: "kill",
  killl: "kill",
  "k*ll": "kill",
  "ki*l": "kill",
  kiling: "killing",
  killin: "killing",
  killling: "killing",
  "d*e": "die",
  dieing: "dying",
  dyin: "dying",
  dieded: "died",
  "d*ad": "dead",
  ded: "dead",
  hurtin: "hurting",
  cuttin: "cutting",
  livin: "living",
  lifee: "life",
  killmyself: "kill myself",
  ikillmyself: "i kill myself",
  hurtmyself: "hurt myself",
  cutmyself: "cut myself",
  wanttodie: "want to die",
  iwanttodie: "i want to die",
  wannadie: "want to die",
  iwannadie: "i want to die",
  endmylife: "end my life",
  enditall: "end it all",
  kys: "kys",
  selfharm: "self harm",
  selfharmed: "self harmed",
  selfharming: "self harming",
  sucide: "suicide",
  sewerslide: "suicide",
  suislide: "suicide",
  unalived: "unalived",
  kmself: "kms",
};

/** Words of six letters and more that are mended when one letter is wrong, missing, doubled or swapped. */
const MENDED = [
  "myself",
  "suicide",
  "suicidal",
  "killing",
  "overdose",
  "overdosed",
  "overdosing",
  "without",
  "nothing",
  "anything",
  "goodbye",
  "existing",
  "disappear",
  "hopeless",
  "pointless",
  "worthless",
  "cutting",
  "hurting",
  "harming",
  "committing",
  "commit",
  "everyone",
  "everybody",
  "nobody",
  "tonight",
  "anymore",
  "reason",
] as const;

/** Real words that are one letter away from a mended one. */
const NEVER_MENDED = new Set([
  "filling",
  "billing",
  "milling",
  "willing",
  "tilling",
  "pulling",
  "calling",
  "exiting",
  "exist",
  "putting",
  "hunting",
  "hosting",
  "farming",
  "charming",
  "commits",
  "seasons",
  "season",
  "treason",
  "reasons",
  "noting",
  "within",
  "skilling",
  "cuttings",
  "cuffing",
  "culling",
  "curling",
  "kicking",
  "filing",
  "piling",
  "kissing",
  "rotting",
  "emitting",
  "killings",
  "comet",
  "summit",
  "comic",
  "vomit",
  "reason",
  "person",
  "poison",
  "gutting",
  "hurling",
  "suicides",
  "herding",
  "warming",
  "harking",
  "hashing",
]);

const SUFFIXES: ReadonlyArray<readonly [RegExp, string]> = [
  [/^can't$/, "can not"],
  [/^ain't$/, "is not"],
  [/^won't$/, "will not"],
  [/^(\p{L}+)n't$/u, "$1 not"],
  [/^(\p{L}+)'m$/u, "$1 am"],
  [/^(\p{L}+)'ve$/u, "$1 have"],
  [/^(\p{L}+)'re$/u, "$1 are"],
  [/^(\p{L}+)'ll$/u, "$1 will"],
  [/^(\p{L}+)'d$/u, "$1 would"],
  [/^let's$/, "let us"],
  [/^(it|there|what|that|he|she|who|life|everything|nothing|where|here|how|why|head|brain)'s$/, "$1 is"],
  [/^(\p{L}+)'s?$/u, "$1"],
];

const DIGIT_LETTERS: Readonly<Record<string, string>> = { "0": "o", "1": "i", "3": "e", "4": "a" };

/** Short words of the rules that have a doubled letter or none: what a stretched word is shortened to. */
const SHORT_WORDS = new Set([
  "kill",
  "die",
  "dead",
  "dying",
  "life",
  "live",
  "alive",
  "hurt",
  "end",
  "sleep",
  "need",
  "feel",
  "been",
  "keep",
  "too",
  "off",
  "all",
  "better",
  "want",
  "wish",
  "hope",
  "done",
  "stop",
  "away",
  "gone",
  "please",
  "pills",
  "still",
]);

const MENDED_BY_FIRST = Map.groupBy(MENDED, (target) => target.charAt(0));

/** One word of an English text as the rules write it; sometimes that is two or three words. */
export function foldEnglish(word: string): string {
  let plain = word;
  if (plain.includes("'")) {
    for (const [suffix, opened] of SUFFIXES) if (suffix.test(plain)) return plain.replace(suffix, opened);
    plain = plain.replaceAll("'", "");
  }
  if (plain.length > 1 && /^\p{L}+[0134]/u.test(plain)) {
    plain = plain.replace(/[0134]/g, (digit) => DIGIT_LETTERS[digit] ?? digit);
  }
  if (!/(.)\1\1/u.test(plain)) return findKnown(plain) ?? plain.replaceAll("*", "");
  const once = plain.replace(/(.)\1{2,}/gu, "$1");
  return findKnown(plain.replace(/(.)\1{2,}/gu, "$1$1")) ?? findKnown(once) ?? once;
}

function findKnown(word: string): string | undefined {
  if (Object.hasOwn(WRITTEN, word)) return WRITTEN[word];
  const bare = word.replaceAll("*", "");
  return SHORT_WORDS.has(bare) ? bare : findMended(bare);
}

function findMended(word: string): string | undefined {
  if (word.length < 5 || NEVER_MENDED.has(word)) return undefined;
  return MENDED_BY_FIRST.get(word.charAt(0))?.find((target) => isOneSlipAway(word, target));
}

/** Whether one letter was added, left out, changed, or swapped with its neighbour, or none. */
export function isOneSlipAway(word: string, target: string): boolean {
  if (Math.abs(word.length - target.length) > 1) return false;
  const shorter = Math.min(word.length, target.length);
  let start = 0;
  while (start < shorter && word[start] === target[start]) start += 1;
  let end = 0;
  while (end < shorter - start && word[word.length - 1 - end] === target[target.length - 1 - end]) end += 1;
  const left = word.slice(start, word.length - end);
  const right = target.slice(start, target.length - end);
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

/**
 * Cuts a migration file into its statements exactly where the Supabase CLI does, because both record the
 * pieces in the same history table and must agree on them. A semicolon ends a statement unless it stands in
 * a string, an identifier, a comment, parentheses, a dollar-quoted body or a `begin atomic ... end` body.
 */

/** The statements, trimmed, without the closing semicolon; pieces of nothing but blanks are left out. */
export function splitSql(sql: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  let position = 0;
  let atomicDepth = 0;
  let parenthesisDepth = 0;
  let lastWord = "";
  while (position < sql.length) {
    const end = skipOpaque(sql, position);
    if (end > position) {
      position = end;
      continue;
    }
    const word = wordAt(sql, position);
    if (word !== "") {
      atomicDepth = depthAfter(word, lastWord, atomicDepth);
      lastWord = word;
      position += word.length;
      continue;
    }
    if (sql[position] === "(") parenthesisDepth++;
    if (sql[position] === ")") parenthesisDepth = Math.max(0, parenthesisDepth - 1);
    if (sql[position] === ";" && atomicDepth === 0 && parenthesisDepth === 0) {
      pieces.push(sql.slice(start, position));
      start = position + 1;
    }
    position++;
  }
  pieces.push(sql.slice(start));
  return pieces.map((piece) => piece.trim()).filter((piece) => piece !== "");
}

/** In a `begin atomic` body, CASE is the only other thing that END closes. */
function depthAfter(word: string, previous: string, depth: number): number {
  const lower = word.toLowerCase();
  if (lower === "atomic" && previous.toLowerCase() === "begin") return depth + 1;
  if (depth > 0 && lower === "case") return depth + 1;
  if (depth > 0 && lower === "end") return depth - 1;
  return depth;
}

function wordAt(sql: string, position: number): string {
  return matchAt(/[A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*/y, sql, position);
}

function matchAt(pattern: RegExp, sql: string, position: number): string {
  pattern.lastIndex = position;
  return pattern.exec(sql)?.[0] ?? "";
}

/** The position after a comment, string, quoted identifier or dollar-quoted body that begins here. */
function skipOpaque(sql: string, position: number): number {
  switch (sql.charAt(position)) {
    case "-":
      return sql[position + 1] === "-" ? endOfLine(sql, position) : position;
    case "/":
      return sql[position + 1] === "*" ? endOfBlockComment(sql, position) : position;
    case "'":
      return endOfQuote(sql, position, "'", false);
    case '"':
      return endOfQuote(sql, position, '"', false);
    case "$":
      return endOfDollarQuote(sql, position);
    case "e":
    case "E":
      return sql[position + 1] === "'" ? endOfQuote(sql, position + 1, "'", true) : position;
    case undefined:
    default:
      return position;
  }
}

function endOfLine(sql: string, position: number): number {
  const end = sql.indexOf("\n", position);
  return end === -1 ? sql.length : end + 1;
}

function endOfBlockComment(sql: string, position: number): number {
  let depth = 0;
  for (let at = position; at < sql.length; at++) {
    const pair = sql.slice(at, at + 2);
    if (pair === "/*") depth++;
    else if (pair === "*/") depth--;
    else continue;
    at++;
    if (depth === 0) return at + 1;
  }
  return sql.length;
}

function endOfQuote(sql: string, position: number, quote: string, hasBackslashes: boolean): number {
  for (let at = position + 1; at < sql.length; at++) {
    if (hasBackslashes && sql[at] === "\\") at++;
    else if (sql[at] === quote) {
      if (sql[at + 1] !== quote) return at + 1;
      at++;
    }
  }
  return sql.length;
}

function endOfDollarQuote(sql: string, position: number): number {
  const tag = matchAt(/\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/y, sql, position);
  if (tag === "") return position;
  const end = sql.indexOf(tag, position + tag.length);
  return end === -1 ? sql.length : end + tag.length;
}

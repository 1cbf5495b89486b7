/**
 * What the rest of Echo may do with the log: one JSON object a line, named fields first, then one
 * fixed message. Never journal text, tags, tokens, cookies, passwords or addresses of people:
 * fields are named one by one by the caller, whole objects are not logged.
 */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Levels in the order of rising weight; LOG_LEVEL takes one of them. */
export const LOG_LEVELS = ["debug", "info", "warn", "error", "fatal"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export type Log = Readonly<Record<LogLevel, (fields: LogFields, message: string) => void>>;

/**
 * A log that writes lines `{level, time, msg, ...fields}` to `write`, `time` as an RFC 3339 instant.
 * Lines below `level` are dropped.
 */
export function createLog(level: LogLevel, write: (line: string) => void = writeToStdout): Log {
  const lowest = LOG_LEVELS.indexOf(level);
  const writerFor = (name: LogLevel, index: number) =>
    index < lowest
      ? () => {}
      : (fields: LogFields, message: string) => {
          write(
            `${JSON.stringify({ level: name, time: new Date().toISOString(), msg: message, ...fields })}\n`,
          );
        };
  return Object.freeze(
    Object.fromEntries(LOG_LEVELS.map((name, index) => [name, writerFor(name, index)])),
  ) as Log;
}

/** A log that keeps nothing: for tests and for library code that was given none. */
export const silentLog: Log = createLog("fatal", () => {});

let pending = "";

/**
 * Lines of one turn of the event loop leave in one write: under load, a write for each line costs a fifth
 * of the process. What is pending when the process ends is written then.
 */
function writeToStdout(line: string): void {
  if (pending === "") setImmediate(flush);
  pending += line;
}

function flush(): void {
  const lines = pending;
  pending = "";
  if (lines !== "") process.stdout.write(lines);
}

process.on("exit", flush);

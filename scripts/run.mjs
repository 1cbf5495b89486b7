/**
 * The door of every npm script: makes sure that Node is new enough to run TypeScript natively, then
 * hands over to `scripts/<command>.ts`. Plain JavaScript on purpose: old versions must be able to read it.
 */
const [command = "", ...rest] = process.argv.slice(2);
const major = Number(process.versions.node.split(".")[0]);

if (major < 24) {
  console.error(
    `Echo needs Node 24 or newer, and this is Node ${process.versions.node}. Run "npm ci" first and start it with "npm ${command === "start" || command === "test" ? command : `run ${command}`}"; on macOS install Node 24 yourself.`,
  );
  process.exit(1);
}

const commands = [
  "start",
  "dev",
  "test",
  "check",
  "bench",
  "echoctl",
  "openapi",
  "emotion:train",
  "emotion:eval",
  "emotion:bench",
  "emotion:probe",
];
if (!commands.includes(command)) {
  console.error(`There is no script "${command}". There are: ${commands.join(", ")}.`);
  process.exit(2);
}

const { main } = await import(`./${command.replace(":", "-")}.ts`);
await main(rest);

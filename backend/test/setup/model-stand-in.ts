/** Ollama and an OpenAI-compatible server on loopback, by script: each question gets the next answer. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Question {
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export type Reply = (response: ServerResponse, question: Question) => void;

export interface ModelStandIn {
  readonly url: string;
  readonly questions: Question[];
  /** Connections that the other side has given up. */
  goneCount(): number;
  /** What the next questions get; the last of them stays. */
  script(...replies: readonly Reply[]): void;
  stop(): Promise<void>;
}

export const json =
  (status: number, body: unknown): Reply =>
  (response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };

/** As Ollama answers. */
export const says = (content: unknown): Reply => json(200, { message: { role: "assistant", content } });

export async function startModelStandIn(): Promise<ModelStandIn> {
  const questions: Question[] = [];
  let replies: readonly Reply[] = [says("I hear you.")];
  let gone = 0;
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => void chunks.push(chunk));
    response.on("close", () => {
      if (!response.writableFinished) gone += 1;
    });
    request.on("end", () => {
      const question = {
        url: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      questions.push(question);
      const [next, ...later] = replies;
      if (later.length > 0) replies = later;
      next?.(response, question);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    questions,
    goneCount: () => gone,
    script: (...scripted) => {
      replies = scripted;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

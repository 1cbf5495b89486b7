/**
 * The one way in which the embedded Supabase refuses to start. The message is public: one sentence for
 * the operator that names the thing and the mend, without any secret. The caller prints it and exits 1.
 */
export class EmbeddedError extends Error {
  override readonly name = "EmbeddedError";
}

/** The `code` of a system error (`ENOSPC`, `EACCES`, ...), or null for anything else. */
export function systemErrorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return null;
  return error.code;
}

/** The sentence for a disk without room. */
export function diskFull(directory: string): string {
  return `The disk that holds ${directory} is full: free some space (200 MB at least) and start Echo again, nothing was lost.`;
}

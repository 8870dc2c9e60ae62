/** `ENOENT` and the like, when this is an error that carries such a code; undefined otherwise. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

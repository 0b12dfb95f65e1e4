/** What undici exports. */
export type Undici = typeof import('undici');

/**
 * undici, loaded where it is first needed: an app's start does not wait for it, and an app without calls never does.
 *
 * Under its bare name Bun gives a stand-in of its own, which has the names and can send nothing. The file is undici's.
 */
export async function loadUndici(): Promise<Undici> {
  const undici = await import('undici');
  return 'dispatch' in undici.Pool.prototype ? undici : import('undici/index.js');
}

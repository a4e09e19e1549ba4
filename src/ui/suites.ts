// The asymmetric and post-quantum suites are fetched before the first world that needs them.

/** Ready once whatever this scenario, proof or request names can be made. */
export async function suitesFor(content: unknown): Promise<void> {
  const { needsSuites, provideSuites } = await import('../scenario/suites.ts');
  if (!needsSuites(content)) return;
  const { suites } = await import('../crypto/asymmetric/index.ts');
  provideSuites(suites);
}

// The whole screen, where the browser allows it. Where it does not, the page is filled and nothing is said.

/** Resolves once the browser has decided: what opens after that lies above the page. */
export async function fillScreen(): Promise<void> {
  const decided = request().catch(() => undefined);
  await Promise.race([decided, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}

export function freeScreen(): void {
  if (document.fullscreenElement) document.exitFullscreen().catch(() => undefined);
}

/** A telephone's browser may not have the call at all. */
async function request(): Promise<void> {
  const page: Partial<HTMLElement> = document.documentElement;
  await page.requestFullscreen?.call(document.documentElement, { navigationUI: 'hide' });
}

const PATIENCE_MS = 700;

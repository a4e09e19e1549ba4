// Whether the page works without a network, and whether a newer version waits. A new version is used only when
// the reader says so: nothing that is being answered is ever lost to a reload.

import { workerUrl } from './trusted.ts';

export class Offline {
  #ready = $state(false);
  #waiting = $state.raw<ServiceWorker>();

  /** Every file of the site is on this device. */
  get ready(): boolean {
    return this.#ready;
  }

  get update(): (() => void) | undefined {
    const waiting = this.#waiting;
    return waiting && (() => useNow(waiting));
  }

  async start(): Promise<void> {
    // The dev server's files change under a worker's feet; a single file needs none.
    if (__SINGLE_FILE__ || import.meta.env.DEV || !('serviceWorker' in navigator)) return;
    try {
      this.#follow(await navigator.serviceWorker.register(workerUrl('./sw.js')));
      await navigator.serviceWorker.ready;
      this.#ready = true;
    } catch {
      // Without a worker the page works as long as there is a network, and claims no more.
    }
  }

  #follow(registration: ServiceWorkerRegistration): void {
    // The first worker ever replaces nothing, so there is nothing to announce.
    const announce = (worker: ServiceWorker | null): void => {
      if (worker?.state === 'installed' && navigator.serviceWorker.controller)
        this.#waiting = worker;
    };
    announce(registration.waiting);
    registration.addEventListener('updatefound', () => {
      const { installing } = registration;
      installing?.addEventListener('statechange', () => announce(installing));
    });
  }
}

function useNow(waiting: ServiceWorker): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), {
    once: true,
  });
  waiting.postMessage('use the new version');
}

export const offline = new Offline();

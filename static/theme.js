// Shows the reader's settings before the first paint. A file of its own, because the page allows no inline script.
// src/ui/settings.svelte.ts writes these entries, and knows which words they may hold.
try {
  const known = {
    theme: ['light', 'dark', 'projector'],
    text: ['large', 'larger', 'largest'],
    motion: ['reduced'],
  };
  for (const [name, words] of Object.entries(known)) {
    const word = localStorage.getItem(`glassbox.${name}`);
    if (words.includes(word)) document.documentElement.dataset[name] = word;
  }
} catch {
  // Storage is closed to this page: the system's settings stand.
}

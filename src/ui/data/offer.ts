// Hands a text, or bytes, to the browser's own way of saving files.

export function offer(name: string, content: string | Uint8Array, type = 'text/plain'): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(
    new Blob([typeof content === 'string' ? content : new Uint8Array(content)], { type }),
  );
  link.download = name;
  link.click();
  // The browser has taken hold of it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

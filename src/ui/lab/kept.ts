// The open lab, kept on this device: seed and steps, after each step.

import { readLab, textOfLab } from '../../shell/lab/file.ts';
import type { LabFile } from '../../shell/lab/lab.ts';

const ENTRY = 'glassbox.lab';

/** Whether the browser took it. */
export function keepLab(file: LabFile): boolean {
  try {
    localStorage.setItem(ENTRY, textOfLab(file));
    return true;
  } catch {
    return false;
  }
}

/** Undefined where there is none, or none that can be read. */
export function keptLab(): LabFile | undefined {
  try {
    const text = localStorage.getItem(ENTRY);
    const file = text === null ? undefined : readLab(text);
    return typeof file === 'string' ? undefined : file;
  } catch {
    return undefined;
  }
}

// The one place that makes text safe for Mermaid, whose grammar gives meaning to ; # $$ and line ends.

const MEANINGFUL: Readonly<Record<string, string>> = {
  '#': '#35;',
  ';': '#59;',
  '<': '#lt;',
  '>': '#gt;',
  '%': '#37;',
  ':': '#58;',
  $: '#36;',
};

export const label = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[#;<>%:$]/g, (character) => MEANINGFUL[character] ?? '');

/**
 * Participants are named by us: a prefix keeps them clear of Mermaid's own words, such as `end`, and no two
 * lanes get one name.
 */
export const participant = (lane: string): string =>
  `p_${lane.replace(/[^a-z0-9]/gi, (unit) => `_${unit.charCodeAt(0).toString(16)}_`)}`;

// The one place that makes text safe for Mermaid, whose grammar gives meaning to ; # and line ends.

const MEANINGFUL: Readonly<Record<string, string>> = {
  '#': '#35;',
  ';': '#59;',
  '<': '#lt;',
  '>': '#gt;',
  '%': '#37;',
  ':': '#58;',
};

export const label = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[#;<>%:]/g, (character) => MEANINGFUL[character] ?? '');

/** Participants are named by us: a prefix keeps them clear of Mermaid's own words, such as `end`. */
export const participant = (lane: string): string => `p_${lane.replace(/\W/g, '_')}`;

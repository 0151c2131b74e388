/** A line of a log or of a plan; its number counts from 1. */
export interface TextLine {
  /** As it came, with the sequences that colour it. */
  text: string;
  stage?: string;
  /** ISO 8601, UTC. */
  at?: string;
}

/** One paired measurement: seconds of ours and of the bare commands, run in turn. */
export interface Pair {
  ours: number;
  bare: number;
}

/** What a table row says. Ratios are taken pair by pair, so that a drifting machine cancels out. */
export interface Comparison {
  title: string;
  pairs: Pair[];
  /** Median of ours divided by bare; below 1 is faster than bare. */
  ratio: number;
  minRatio: number;
  maxRatio: number;
}

/** Runs both sides in turn after one warm-up of each. */
export async function compare(options: {
  title: string;
  rounds: number;
  ours: () => Promise<void>;
  bare: () => Promise<void>;
}): Promise<Comparison> {
  await options.ours();
  await options.bare();
  const pairs: Pair[] = [];
  for (let round = 0; round < options.rounds; round++) {
    // Alternating who goes first keeps caches from favouring one side.
    const sides: Array<keyof Pair> =
      round % 2 === 0 ? ['ours', 'bare'] : ['bare', 'ours'];
    const pair: Pair = { ours: 0, bare: 0 };
    for (const side of sides) {
      const began = performance.now();
      await options[side]();
      pair[side] = (performance.now() - began) / 1000;
    }
    pairs.push(pair);
  }
  const ratios = pairs.map(pair => pair.ours / pair.bare).sort((a, b) => a - b);
  return {
    title: options.title,
    pairs,
    ratio: median(ratios),
    minRatio: ratios[0],
    maxRatio: ratios[ratios.length - 1],
  };
}

/** @param sorted - ascending, not empty */
export function median(sorted: number[]): number {
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Weighs the frontend plugin: what a portal loads for it at start, for each of
 * its pages, and in all; minified and compressed. Prints a table, writes it into
 * `bench/results.json`, and fails over budget.
 */
import { build, type Metafile } from 'esbuild';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { saveResults } from './saveResults';

const PLUGIN = path.resolve(__dirname, '../plugins/iac');
const ENTRY = 'src/index.ts';
/** Everything that the plugin adds to a portal: all pages, all languages, styles. */
const BUDGET_KILOBYTES = 250;

/**
 * What a portal has without this plugin, and loads once for all of them: React,
 * its router, Backstage's own packages and Backstage UI. Everything else counts,
 * whether or not another plugin happens to bring it as well: our own packages,
 * icons, the virtual list, the reader of event streams.
 */
const OF_THE_PORTAL = [
  ...['react', 'react/*', 'react-dom', 'react-dom/*'],
  ...['react-router', 'react-router-dom', '@backstage/*'],
];

/** By what a person opens, the module whose chunk it begins with. */
const PARTS = {
  'every page of the portal': ENTRY,
  'readiness page': 'src/components/index.ts',
  'run page': 'src/components/run/index.ts',
  'cards and tab of entities': 'src/components/entity/index.ts',
  'field of templates': 'src/components/picker/index.ts',
  'widget of the home page': 'src/components/home/index.ts',
  'search result': 'src/components/search/index.ts',
  German: 'src/translations/de.ts',
} as const;

interface Weight {
  part: string;
  /** gzip, kB of 1,000 bytes; what is loaded at start counts only there. */
  kilobytes: number;
  budget?: number;
}

async function main() {
  const { metafile, outputFiles } = await build({
    absWorkingDir: PLUGIN,
    entryPoints: [ENTRY],
    outdir: 'dist-bench',
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    splitting: true,
    format: 'esm',
    jsx: 'automatic',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    external: OF_THE_PORTAL,
    logLevel: 'error',
  });
  const sizes = new Map(
    outputFiles.map(({ path: file, contents }) => [
      path.relative(PLUGIN, file),
      gzipSync(contents, { level: 9 }).length / 1000,
    ]),
  );
  // For those who load styles at once esbuild puts all of them into one file
  // more; a portal loads those of each part with it.
  sizes.delete('dist-bench/index.css');
  const weigh = (files: Iterable<string>) =>
    Math.round(
      [...files].reduce((sum, file) => sum + (sizes.get(file) ?? 0), 0) * 10,
    ) / 10;
  const atStart = loadedWith(metafile, ENTRY);
  const weights: Weight[] = Object.entries(PARTS).map(([part, module]) => ({
    part,
    kilobytes: weigh(
      module === ENTRY
        ? atStart
        : [...loadedWith(metafile, module)].filter(file => !atStart.has(file)),
    ),
  }));
  weights.push({
    part: 'in all',
    kilobytes: weigh(sizes.keys()),
    budget: BUDGET_KILOBYTES,
  });
  for (const { part, kilobytes, budget } of weights) {
    console.log(
      `plugin, ${part}: ${kilobytes} kB gzip${
        budget ? ` (budget ${budget})` : ''
      }`,
    );
  }
  saveResults({ bundle: weights });
  if (weights.some(({ kilobytes, budget }) => budget && kilobytes > budget)) {
    console.error('Over budget: bundle of the plugin');
    process.exitCode = 1;
  }
}

/** Files that a module needs before it can run, its styles among them. */
function loadedWith({ outputs }: Metafile, module: string): Set<string> {
  const [chunk] =
    Object.entries(outputs).find(
      ([, { entryPoint }]) => entryPoint === module,
    ) ?? [];
  if (!chunk) throw new Error(`'${module}' is no part of its own any more`);
  const files = new Set<string>();
  const add = (file: string) => {
    if (files.has(file)) return;
    files.add(file);
    const { imports, cssBundle } = outputs[file];
    if (cssBundle) add(cssBundle);
    for (const { path: next, kind, external } of imports) {
      if (kind === 'import-statement' && !external) add(next);
    }
  };
  add(chunk);
  return files;
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});

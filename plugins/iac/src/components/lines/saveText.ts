import { withoutAnsi } from './ansi';
import type { TextLine } from './TextLine';

/** Gives the lines to the person as a file. */
export function saveLines(lines: readonly TextLine[], fileName: string): void {
  const text = lines
    .map(({ at, stage, text: line }) =>
      [at, stage, withoutAnsi(line)]
        .filter(part => part !== undefined)
        .join(' '),
    )
    .join('\n');
  const url = URL.createObjectURL(
    new Blob([text, '\n'], { type: 'text/plain;charset=utf-8' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}

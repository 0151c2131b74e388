/** One piece of HCL text. */
export interface Token {
  kind: 'identifier' | 'number' | 'string' | 'punctuation' | 'newline';
  /** As written; of a string, what is between its quotes. */
  text: string;
  /** Of a string: what it stands for; absent when it has templates, or escapes that do not exist. */
  value?: string;
  /** Counts from 1. */
  line: number;
}

const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /\d+(\.\d+)?([eE][+-]?\d+)?/y;
const BLANK = /[ \t\r]+|#[^\n]*|\/\/[^\n]*|\/\*[^]*?(\*\/|$)/y;
const HEREDOC = /<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;
const OPERATOR = /==|!=|<=|>=|&&|\|\||=>|\.\.\.|[^]/uy;

/**
 * The tokens of HCL text
 * (https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md). Never fails:
 * Terraform itself says what is wrong with a file.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let line = 1;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(text) ?? undefined;
    if (match) at += match[0].length;
    return match;
  };
  const add = (token: Omit<Token, 'line'>, from: number) => {
    tokens.push({ ...token, line });
    line += countLines(text, from, at);
  };
  while (at < text.length) {
    const from = at;
    if (take(BLANK)) {
      line += countLines(text, from, at);
    } else if (text[at] === '\n') {
      at += 1;
      add({ kind: 'newline', text: '\n' }, from);
    } else if (text[at] === '"') {
      const { end, closed } = findEndOfString(text, at);
      at = end;
      const inner = text.slice(from + 1, closed ? at - 1 : at);
      const value = closed ? unescape(inner) : undefined;
      add({ kind: 'string', text: inner, value }, from);
    } else {
      const heredoc = take(HEREDOC);
      if (heredoc) {
        const [, indented, marker] = heredoc;
        const body = at;
        at = endOfHeredoc(text, at, marker);
        const content = bodyOf(text.slice(body, at), indented === '-');
        add({ kind: 'string', text: content, value: plain(content) }, from);
        continue;
      }
      const word = take(IDENTIFIER);
      const number = word ? undefined : take(NUMBER);
      const [found] = word ?? number ?? take(OPERATOR) ?? [''];
      let kind: Token['kind'] = 'punctuation';
      if (word) kind = 'identifier';
      else if (number) kind = 'number';
      add({ kind, text: found }, from);
    }
  }
  return tokens;
}

function countLines(text: string, from: number, to: number): number {
  return text.slice(from, to).split('\n').length - 1;
}

/** Past the closing quote, or the end of the line of a string that has none. */
function findEndOfString(
  text: string,
  start: number,
): { end: number; closed: boolean } {
  let at = start + 1;
  while (at < text.length && text[at] !== '\n') {
    if (text[at] === '\\') at += 2;
    else if (text[at] === '"') return { end: at + 1, closed: true };
    else if (/^[$%]\{/.test(text.slice(at, at + 2)) && !isEscaped(text, at)) {
      at = endOfTemplate(text, at + 2);
    } else at += 1;
  }
  return { end: Math.min(at, text.length), closed: false };
}

/** `$${` stands for `${` itself. */
function isEscaped(text: string, at: number): boolean {
  return text[at - 1] === text[at];
}

function endOfTemplate(text: string, start: number): number {
  let at = start;
  for (let depth = 1; at < text.length && depth > 0; ) {
    if (text[at] === '"') at = findEndOfString(text, at).end;
    else {
      if (text[at] === '{') depth += 1;
      if (text[at] === '}') depth -= 1;
      at += 1;
    }
  }
  return at;
}

function endOfHeredoc(text: string, start: number, marker: string): number {
  let at = start;
  while (at < text.length) {
    const end = text.indexOf('\n', at);
    const stop = end < 0 ? text.length : end;
    if (text.slice(at, stop).trim() === marker) return stop;
    at = stop + 1;
  }
  return text.length;
}

/** The lines before the marker; `<<-` takes the indentation that all have. */
function bodyOf(text: string, indented: boolean): string {
  const lines = text.split('\n').slice(0, -1);
  const indentations = lines
    .filter(line => line.trim() !== '')
    .map(line => line.length - line.trimStart().length);
  const shared = indented ? Math.min(...indentations, Infinity) : 0;
  const cut = Number.isFinite(shared) ? shared : 0;
  return lines.map(line => `${line.slice(cut)}\n`).join('');
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  '\\': '\\',
};

function unescape(inner: string): string | undefined {
  let known = true;
  const text = inner.replace(
    /\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^])/g,
    (_all, escape: string) => {
      if (escape.length > 1) {
        const code = parseInt(escape.slice(1), 16);
        if (code <= 0x10ffff) return String.fromCodePoint(code);
      }
      const character = ESCAPES[escape];
      known &&= character !== undefined;
      return character ?? '';
    },
  );
  return known ? plain(text, inner) : undefined;
}

/** @param written - where templates are looked for, when it differs from the text */
function plain(text: string, written = text): string | undefined {
  const rest = written.replaceAll('$${', ' ').replaceAll('%%{', ' ');
  if (/[$%]\{/.test(rest)) return undefined;
  return text.replaceAll('$${', '${').replaceAll('%%{', '%{');
}

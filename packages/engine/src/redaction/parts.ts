import { asList, isObject, parseJson } from '../json/narrow';
import { isMaskable } from './maskability';
import type { SecretValue } from './types';

/** A line of a multi-line value that is shorter says nothing of the value. */
const SHORTEST_LINE = 6;

/** A shorter number is too likely to be a port or a year elsewhere. */
const SHORTEST_NUMBER = 6;

/** Documents in documents in documents are looked into as deep. */
const DEEPEST = 16;

/** Keys of members that people wrote; a token has digits. */
const MEMBER = /^[A-Za-z_-]{1,32}$/;

/** Frames of PEM files: public, and the same in every certificate and key. */
const PEM_FRAME = /^-----(BEGIN|END) [A-Z0-9 ]+-----$/;

/** `scheme://user:password@host`. RFC 3986, section 3.2.1. */
const USERINFO = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)@/i;

/**
 * All that must not be seen of a value: the whole, without the space around it,
 * in both normal forms of Unicode; its lines; the password of a URL; the members
 * of a JSON document.
 */
export function partsOf(secret: SecretValue): SecretValue[] {
  const { value, name } = secret;
  const parts = [
    ...wholes(value),
    ...linesOf(value),
    ...passwordsOf(value),
  ].map(text => ({ value: text, name }));
  return [...parts, ...membersOf(secret)].filter(part =>
    isMaskable(part.value),
  );
}

function wholes(value: string): string[] {
  const texts = [value, value.trim()];
  return texts.flatMap(text => [
    text,
    text.normalize('NFC'),
    text.normalize('NFD'),
  ]);
}

function linesOf(value: string): string[] {
  const lines = value.split(/\r\n|\r|\n/);
  if (lines.length === 1) return [];
  return [...lines, ...lines.map(text => text.trim())].filter(
    line => line.trim().length >= SHORTEST_LINE && !PEM_FRAME.test(line.trim()),
  );
}

/** As it stands in the URL, and as it is. */
function passwordsOf(value: string): string[] {
  const userinfo = USERINFO.exec(value.trim())?.[1];
  const colon = userinfo?.indexOf(':') ?? -1;
  if (userinfo === undefined || colon < 0) return [];
  const password = userinfo.slice(colon + 1);
  return [password, decoded(password)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `config.password`, but never a key that could be a secret itself. */
function memberName(name: string | undefined, key: string): string | undefined {
  return name !== undefined && MEMBER.test(key) ? `${name}.${key}` : name;
}

/** Each text in a JSON document, and the document as other encoders write it. */
function membersOf(secret: SecretValue): SecretValue[] {
  if (!/^\s*[{[]/.test(secret.value)) return [];
  const document = parseJson(secret.value);
  if (!isObject(document) && !Array.isArray(document)) return [];
  const found: SecretValue[] = [];
  const add = (value: unknown, name: string | undefined, depth: number) => {
    if (depth > DEEPEST) return;
    if (typeof value === 'string') {
      found.push({ value, name });
      for (const text of [...linesOf(value), ...passwordsOf(value)]) {
        found.push({ value: text, name });
      }
    } else if (typeof value === 'number') {
      const digits = String(value);
      if (digits.length >= SHORTEST_NUMBER) found.push({ value: digits, name });
    } else if (isObject(value)) {
      for (const [key, member] of Object.entries(value)) {
        add(member, memberName(name, key), depth + 1);
      }
    } else {
      for (const element of asList(value)) add(element, name, depth + 1);
    }
  };
  add(document, secret.name, 0);
  found.push({ value: JSON.stringify(document), name: secret.name });
  return found;
}

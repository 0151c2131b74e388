import { asText, isObject } from '../json/narrow';

/** `ENOENT` and the like. Not by class: an error may come from another realm. */
export function errorCode(error: unknown): string | undefined {
  return isObject(error) ? asText(error.code) : undefined;
}

export function messageOf(error: unknown): string {
  const message = isObject(error) ? asText(error.message) : undefined;
  return message ?? String(error);
}

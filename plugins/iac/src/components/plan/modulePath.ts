/**
 * The modules of a module's address, outermost first: `module.a["x.module.y"].module.b`
 * is `module.a["x.module.y"]` in which `module.b` is. Keys may hold anything, dots too.
 */
export function modulePath(address: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let index = 0; index < address.length; index++) {
    const character = address[index];
    if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted && character === '\\') index++;
    else if (!isQuoted && address.startsWith('.module.', index)) {
      parts.push(address.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(address.slice(start));
  return parts;
}

/** Text as shells, SQL, YAML and PowerShell quote it. */
export function* quotedForms(text: string): Iterable<string> {
  const close = (by: string) => text.replaceAll("'", () => by);
  yield close("'\\''");
  yield close(`'"'"'`);
  yield close("''");
  yield close("\\'");
  yield text.replaceAll('"', '\\"');
  yield text.replaceAll('"', '""');
  // Between double quotes of a shell.
  yield text.replace(/[\\"$`]/g, '\\$&');
  // Bash's `printf %q`, and what `set -x` prints.
  yield text.replace(/[^\w@%+=:,./-]/g, '\\$&');
}

/** Text as XML and HTML hold it, in the entities of Go, of Java and of Python. */
export function* markupForms(text: string): Iterable<string> {
  if (!/[&<>"'\t\r\n]/.test(text)) return;
  for (const [quote, apostrophe] of [
    ['&quot;', '&apos;'],
    ['&quot;', '&#39;'],
    ['&quot;', '&#x27;'],
    ['&#34;', '&#39;'],
    // Text of an element may hold quotes as they are.
    ['"', "'"],
  ]) {
    const escaped = text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', quote)
      .replaceAll("'", apostrophe);
    yield escaped;
    yield escaped
      .replaceAll('\t', '&#x9;')
      .replaceAll('\n', '&#xA;')
      .replaceAll('\r', '&#xD;');
  }
}

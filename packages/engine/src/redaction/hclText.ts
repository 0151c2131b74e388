const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** Text as it stands between the quotes of an HCL string. */
export function doubleQuoted(text: string): string {
  return escapeTemplates(
    text.replace(/[\\"\n\r\t]/g, character => ESCAPES[character]),
  );
}

/** Text as it stands in an HCL heredoc: only the openings of templates are doubled. */
export function escapeTemplates(text: string): string {
  return text.replace(/[$%](?=\{)/g, '$&$&');
}

import { GoogleAuth } from 'google-gax';

/** An answer that takes longer is none, milliseconds. */
const TIMEOUT_MS = 15_000;

type Answer<T> = Awaited<ReturnType<GoogleAuth['fetch']>> & { data: T };

/**
 * The application default credentials, with Node's own `fetch` for the calls.
 * The library's throws for every status but 2xx, and the client then never sees
 * the codes by which it tells what to try again.
 */
export class FetchingAuth extends GoogleAuth {
  async fetch<T>(
    ...[target, options = {}]: Parameters<GoogleAuth['fetch']>
  ): Promise<Answer<T>> {
    const url = String(target);
    const { method, body, signal } = options as RequestInit;
    const headers = new Headers(options.headers as HeadersInit);
    const credentials = await this.getRequestHeaders(url);
    credentials.forEach((value, name) => headers.set(name, value));
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(url, {
      method,
      body,
      headers,
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    return response as Answer<T>;
  }
}

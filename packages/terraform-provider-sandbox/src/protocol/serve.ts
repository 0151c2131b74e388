/** The life of a plugin process, as HashiCorp's go-plugin wants it: cookie, handshake line, shutdown. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pem, selfSigned } from './certificate';
import { grpcServer } from './grpc';
import type { Security, UnaryHandler } from './grpc';
import { procedures } from './messages';
import type { ProcedureName, Request, Response } from './messages';

export type Handlers = {
  [P in ProcedureName]: (
    request: Request<P>,
  ) => Response<P> | Promise<Response<P>>;
};

const CORE_PROTOCOL = 1;
const PLUGIN_PROTOCOL = 6;
const COOKIE =
  'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2';

function unary<P extends ProcedureName>(
  procedure: P,
  handlers: Handlers,
): UnaryHandler {
  // The table pairs each handler with its own codecs; the compiler cannot follow that through an index.
  const { request, response } = procedures[procedure] as unknown as {
    request: { decode(bytes: Uint8Array): Request<P> };
    response: { encode(value: Response<P>): Uint8Array };
  };
  return async bytes =>
    response.encode(await handlers[procedure](request.decode(bytes)));
}

function removeAtExit(directory: string): void {
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
}

/** A Terraform that was killed cannot say goodbye: without this, its providers would stay for ever. */
function exitWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(0);
  }, 2_000).unref();
}

export function serve(handlers: Handlers): void {
  if (process.env.TF_PLUGIN_MAGIC_COOKIE !== COOKIE) {
    process.stderr.write(
      'This is a Terraform provider: Terraform starts it. See its README for how to install it.\n',
    );
    process.exit(1);
  }

  const clientCert = process.env.PLUGIN_CLIENT_CERT;
  let security: Security | undefined;
  let announced = '';
  if (clientCert) {
    const { key, certificate } = selfSigned();
    security = { key, cert: pem(certificate), clientCert };
    announced = certificate.toString('base64').replace(/=+$/, '');
  }

  const methods = new Map<string, UnaryHandler>();
  for (const procedure of Object.keys(procedures) as ProcedureName[]) {
    methods.set(`/tfplugin6.Provider/${procedure}`, unary(procedure, handlers));
  }
  // Without it every Terraform command waits two seconds and then kills the process.
  let stopping = false;
  methods.set('/plugin.GRPCController/Shutdown', async () => {
    stopping = true;
    setTimeout(() => process.exit(0), 500);
    return new Uint8Array();
  });

  const directory = mkdtempSync(
    join(process.env.PLUGIN_UNIX_SOCKET_DIR || tmpdir(), 'sandbox-'),
  );
  removeAtExit(directory);
  exitWithParent();
  // Ctrl-C reaches the whole group; Terraform decides what happens and says so by StopProvider.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => process.exit(143));

  const socket = join(directory, 'plugin.sock');
  const server = grpcServer(methods, security);
  // Terraform hangs up right after the answer to Shutdown, and then waits for the process to end.
  server.on('session', session =>
    session.on('close', () => stopping && process.exit(0)),
  );
  server.listen(socket, () => {
    process.stdout.write(
      `${CORE_PROTOCOL}|${PLUGIN_PROTOCOL}|unix|${socket}|grpc|${announced}\n`,
    );
  });
}

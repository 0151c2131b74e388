// Terraform's http backend in memory, in a process of its own so that it costs
// both sides of a pair the same. Prints its port on standard output.
import { createServer } from 'node:http';

const states = new Map();

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', chunk => chunks.push(chunk));
  request.on('end', () => {
    const key = request.url.split('?')[0];
    if (request.method === 'GET') {
      response.writeHead(states.has(key) ? 200 : 404).end(states.get(key));
    } else {
      if (request.method === 'POST') states.set(key, Buffer.concat(chunks));
      response.writeHead(200).end();
    }
  });
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));

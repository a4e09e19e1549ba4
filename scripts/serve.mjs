// `npm run serve`: the simulator behind HTTP on this machine only, so that boto3, the AWS CLI or Terraform
// can be pointed at it and compared. Usage: npm run serve -- [--port 8999] [--seed class-7]

import { createServer } from 'node:http';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { port: { type: 'string', default: '8999' }, seed: { type: 'string' } },
});
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`--port takes a number from 0 to 65535, not "${values.port}".`);
  process.exit(2);
}

const { createSimulator } = await import('../dist/lib/index.js').catch(() => {
  console.error('dist/lib is not there yet. Run: npm run build:lib');
  process.exit(1);
});
const simulator = createSimulator(values.seed === undefined ? {} : { seed: values.seed });
const handler = simulator.requestHandler();

/** AWS takes no larger request for KMS; what is longer is not worth reading. */
const LONGEST_BODY = 1_000_000;

const server = createServer((request, response) => {
  const parts = [];
  let length = 0;
  request.on('data', (part) => {
    length += part.length;
    if (length > LONGEST_BODY) request.destroy();
    else parts.push(part);
  });
  request.on('end', () => {
    void answer(request, Buffer.concat(parts), response);
  });
});

async function answer(request, body, response) {
  try {
    const { response: reply } = await handler.handle({ headers: request.headers, body });
    response.writeHead(reply.statusCode, reply.headers).end(reply.body);
  } catch (error) {
    console.error(error);
    response.writeHead(500).end();
  }
}

// Loopback only: the simulator checks no signature.
server.listen(port, '127.0.0.1', () => {
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`;
  console.log(`Glassbox KMS, a simulator, listens on ${url}`);
  console.log(`  aws kms create-key --endpoint-url ${url}`);
  console.log('It is no HSM and checks no signature: use no real secrets. Ctrl+C stops it.');
});

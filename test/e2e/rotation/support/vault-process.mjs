// A KMS in a process of its own: the part of Vault's transit engine that signs. Told by its parent what to do.
import { constants, createPrivateKey, privateEncrypt } from 'node:crypto';
import { createServer } from 'node:http';

let keys = new Map();
let mode = 'sign';
let aborted = 0;
let asked = 0;

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  response.on('close', () => {
    if (!response.writableFinished) aborted++;
  });
  request.on('end', () => {
    asked++;
    const name = request.url.replace('/v1/transit/sign/', '');
    const respond = (status, body) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (mode === 'silent') return;
    if (mode === 'refuse' || request.headers['x-vault-token'] !== 's.token') {
      respond(403, { errors: ['permission denied'] });
      return;
    }
    const { input, prehashed, hash_algorithm, signature_algorithm } = JSON.parse(
      Buffer.concat(chunks).toString(),
    );
    const key = keys.get(mode === 'other-key' ? 'other' : name);
    if (!prehashed || hash_algorithm !== 'none' || signature_algorithm !== 'pkcs1v15' || key === undefined) {
      respond(400, {
        errors: ['hash_algorithm=none requires both prehashed=true and signature_algorithm=pkcs1v15'],
      });
      return;
    }
    const padded = { key, padding: constants.RSA_PKCS1_PADDING };
    const signature = privateEncrypt(padded, Buffer.from(input, 'base64')).toString('base64');
    respond(200, { data: { signature: mode === 'nonsense' ? 'vault:v1:?' : `vault:v1:${signature}` } });
  });
});

process.on('message', (told) => {
  if (told.keys !== undefined) {
    keys = new Map(Object.entries(told.keys).map(([name, pem]) => [name, createPrivateKey(pem)]));
  }
  mode = told.mode ?? mode;
  process.send({ port: server.address().port, asked, aborted, pid: process.pid });
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));

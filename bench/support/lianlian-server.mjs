// Something like LianLian, in a process of its own: one signed response to every call. Its options come by message.
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';

const { responseText, tls } = await new Promise((resolve) => process.once('message', resolve));
const respond = (request, response) => {
  request.resume().on('end', () => {
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(responseText),
    });
    response.end(responseText);
  });
};
const server = tls === undefined ? createServer(respond) : createTlsServer(tls, respond);
server.keepAliveTimeout = 60_000;
server.listen(0, 'localhost', () => {
  process.send({ url: `${tls === undefined ? 'http' : 'https'}://localhost:${server.address().port}` });
});

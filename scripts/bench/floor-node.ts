import { createServer } from 'node:http'

/** The least that an answer costs on Node. */
createServer((_, response) => {
  const answer = JSON.stringify({ revision: 'floor' })
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer)
}).listen(Number(process.env['PORT']), 'localhost', () => process.send?.('listening'))

import http from 'node:http';

/** Posts JSON over keep-alive connections and returns the text of the response. Both sides of a comparison use it. */
export function httpClient(
  url: string,
  token: string,
  connections: number,
): (body: string) => Promise<string> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return (body) =>
    new Promise((resolve, reject) => {
      const request = http.request(
        url,
        {
          agent,
          method: 'POST',
          headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            if (response.statusCode === 200 && !text.startsWith('{"errors"')) resolve(text);
            else reject(new Error(text.slice(0, 500)));
          });
        },
      );
      request.on('error', reject);
      request.end(body);
    });
}

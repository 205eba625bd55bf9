import { ruleSuite } from './suite';
import { webhookSql } from './webhook-statements';

const longest = `'https://shop.example/' || repeat('x', 2000 - length('https://shop.example/'))`;

ruleSuite('webhook_url_invalid', {
  accepted: (s) =>
    [longest, `'http://[::1]:8080'`, `'https://shop.example:8443/a/b?c=d&e=%20'`]
      .map((url) => webhookSql(s, { url }))
      .join(' '),
  attacks: [
    ...Object.entries({
      'another scheme': `'ftp://shop.example'`,
      'no host': `'https:///hook'`,
      'a user': `'https://user@shop.example'`,
      'a user and a password': `'https://user:password@shop.example/hook'`,
      'a fragment': `'https://shop.example/#top'`,
      'a blank': `'https://shop.example/a b'`,
      'a line end': `E'https://shop.example/a\\nhost: other'`,
      'a backslash': `E'https://shop.example\\\\@other.example'`,
      'a line end at the end': `E'https://shop.example/\\n'`,
      'too long': `${longest} || 'x'`,
      nothing: `''`,
    }).map(([by, url]) => ({
      by,
      sql: (s: Parameters<typeof webhookSql>[0]) => webhookSql(s, { url }),
    })),
  ],
  graphql: {
    query: `mutation ($url: String!) { createWebhook(url: $url, events: ["movement.sale"]) { secret } }`,
    variables: () => ({ url: 'https://user@shop.example' }),
    details: () => ({ field: 'url' }),
  },
});

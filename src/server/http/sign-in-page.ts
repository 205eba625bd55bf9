import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { pageHeaders } from './pages';

// The page that a one-use link leads to. The secret is in the fragment, which no browser sends to a server or to another site.

const STYLE = `
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 24rem; margin: 3rem auto; padding: 0 1rem; }
label { display: block; margin: 1rem 0; }
input { display: block; width: 100%; box-sizing: border-box; font: inherit; padding: .4rem; }
button { font: inherit; padding: .4rem 1rem; }
[hidden] { display: none; }
#said { font-weight: bold; }`;

const SCRIPT = `
const secret = location.hash.slice(1);
const isNew = new URLSearchParams(location.search).has('new'); // the link is for nobody yet
const form = document.querySelector('form');
const said = document.getElementById('said');
history.replaceState(null, '', location.pathname); // out of the history, and out of sight
const shown = (name, isShown) => { form.elements[name].parentElement.hidden = !isShown; };
shown('name', isNew);
shown('tenant', !secret);
shown('email', !secret || isNew);
form.elements.email.required = isNew;
if (secret) form.elements.password.autocomplete = 'new-password';
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const given = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ''));
  const answer = await fetch(secret ? 'auth/link' : 'auth/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(secret ? { ...given, secret } : given),
  });
  const { user, errors } = await answer.json();
  if (user) {
    form.hidden = true;
    said.textContent = 'Signed in as ' + user.email + ' (' + user.role.toLowerCase() + ').';
    return;
  }
  const { message, extensions } = errors[0];
  said.textContent = message + (extensions.hint ? '. ' + extensions.hint : '');
});`;

const pageOf = (providerName: string | undefined) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Bincard: sign in</title>
<style>${STYLE}</style>
<h1>Bincard</h1>
<form>
<label>Tenant (its code; may stay empty where there is one)<input name="tenant" autocomplete="organization"></label>
<label>Email<input name="email" type="email" autocomplete="username"></label>
<label>Name<input name="name" autocomplete="name"></label>
<label>Password (12 characters or more)<input name="password" type="password" autocomplete="current-password" required></label>
<button>Continue</button>
</form>
${providerName === undefined ? '' : `<p><a href="auth/oidc">Sign in with ${escaped(providerName)}</a></p>\n`}<p id="said" role="status"></p>
<script>${SCRIPT}</script>
</html>
`;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;' };
const escaped = (text: string) => text.replace(/[&<]/g, (found) => ENTITIES[found]!);

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Serves GET /sign-in: a form for an email address and its password, or for the new password that a link asks for, and a link to the identity provider. */
export function serveSignInPage(app: FastifyInstance, providerName?: string): void {
  const page = pageOf(providerName);
  const helmet = pageHeaders({
    scriptSrc: [hashOf(SCRIPT)],
    styleSrc: [hashOf(STYLE)],
    connectSrc: ["'self'"],
  });
  app.get('/sign-in', { helmet }, (_, reply) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page),
  );
}

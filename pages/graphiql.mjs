// GraphiQL, and above it who is asking.
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import './graphiql.css';
import whoAmI from './examples/who-am-i.graphql';
import stock from './examples/stock.graphql';
import sale from './examples/sale.graphql';
import adjustment from './examples/adjustment.graphql';
import changes from './examples/changes.graphql';

/* global WORKERS -- build.mjs puts the names of the files here */
const workers = { json: WORKERS['json-worker.js'], graphql: WORKERS['graphql-worker.js'] };
globalThis.MonacoEnvironment = {
  getWorker: (_, label) =>
    new Worker(new URL(workers[label] ?? WORKERS['editor-worker.js'], import.meta.url)),
};

const url = new URL('graphql', location.href);
const send = createGraphiQLFetcher({
  url: url.href,
  subscriptionUrl: url.href.replace(/^http/, 'ws'),
});

const who = document.getElementById('who');
const NOBODY = 'Nobody is signed in. Sign in, or put a token into the headers below: ';
let asked;

/** Shows who asks with these headers; without a token the cookie of the session counts. */
async function showWho(headers) {
  const key = JSON.stringify(headers);
  if (key === asked) return;
  asked = key;
  let said;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ me { actor role tenant } }' }),
    });
    const { data, errors } = await response.json();
    const me = data?.me;
    const why = errors?.[0]?.extensions?.details?.reason;
    if (me) said = `${me.actor}, ${me.role.toLowerCase()} of ${me.tenant}`;
    else if (why === 'missing') said = `${NOBODY}{"authorization": "Bearer ..."}`;
    else said = errors?.[0]?.message ?? `HTTP ${response.status}`;
  } catch {
    asked = undefined;
    said = 'The server does not answer';
  }
  who.textContent = said;
}

function fetcher(parameters, options) {
  void showWho(options?.headers ?? {});
  return send(parameters, options);
}

/** What is kept in the browser: tabs and the history of requests, without their headers, which hold the token. */
const storage = {
  getItem: (key) => localStorage.getItem(key),
  removeItem: (key) => localStorage.removeItem(key),
  clear: () => localStorage.clear(),
  get length() {
    return localStorage.length;
  },
  setItem(key, value) {
    const isList = /:(queries|favorites|tabState)$/.test(key);
    const kept = isList ? JSON.stringify(JSON.parse(value, withoutHeaders)) : value;
    localStorage.setItem(key, kept);
  },
};
const withoutHeaders = (key, value) => (key === 'headers' ? undefined : value);

createRoot(document.getElementById('graphiql')).render(
  createElement(GraphiQL, {
    fetcher,
    defaultTabs: [whoAmI, stock, sale, adjustment, changes].map((query) => ({ query })),
    storage,
    shouldPersistHeaders: false,
    defaultEditorToolsVisibility: 'headers',
  }),
);
void showWho({});

import type { CommandEntry } from './command-entry';

/** The commands that read, check and repair what a database holds. */
export const STOCK_COMMANDS: readonly CommandEntry[] = [
  {
    name: 'compare',
    description: 'compare every stock figure with the records it is derived from',
    group: 'stock',
    load: () => import('./commands/compare.js'),
  },
  {
    name: 'fix',
    description: 'repair what differs; a dry run unless --live is given',
    group: 'stock',
    load: () => import('./commands/fix.js'),
  },
  {
    name: 'unmet',
    description: 'list the reservations that cannot be met from what can be sold',
    group: 'stock',
    load: () => import('./commands/unmet.js'),
  },
  {
    name: 'reconcile',
    description: 'save a comparison as a run; --apply repairs what a run found',
    group: 'stock',
    load: () => import('./commands/reconcile.js'),
  },
  {
    name: 'approval',
    description: 'list, approve and reject what waits for a second person',
    group: 'stock',
    load: () => import('./commands/approval.js'),
  },
  {
    name: 'assembly',
    description: 'put sets together from parts, list them, and take them apart again',
    group: 'stock',
    load: () => import('./commands/assembly.js'),
  },
  {
    name: 'audit',
    description: 'opening stock, changes by kind and closing stock of a period',
    group: 'stock',
    load: () => import('./commands/audit.js'),
  },
  {
    name: 'value',
    description: 'what stock was worth at the end of a day',
    group: 'stock',
    load: () => import('./commands/value.js'),
  },
  {
    name: 'margin',
    description: 'what the goods sold in a period had cost and brought',
    group: 'stock',
    load: () => import('./commands/margin.js'),
  },
  {
    name: 'order',
    description: 'list what is ordered and what has come; exits with 1 where something is late',
    group: 'stock',
    load: () => import('./commands/order.js'),
  },
  {
    name: 'reorder',
    description: 'list what to buy; compute how often that way would have run out',
    group: 'stock',
    load: () => import('./commands/reorder.js'),
  },
  {
    name: 'count',
    description:
      'list what is due for counting, and start a count of it; how often classes are counted',
    group: 'stock',
    load: () => import('./commands/count.js'),
  },
  {
    name: 'rules',
    description: 'list the rules that the database enforces',
    group: 'check',
    load: () => import('./commands/rules.js'),
  },
  {
    name: 'doctor',
    description: 'check that every rule is enabled, unchanged and validated',
    group: 'check',
    load: () => import('./commands/doctor.js'),
  },
  {
    name: 'prove',
    description:
      'run random and hostile sessions against a scratch database and check every invariant',
    group: 'check',
    load: () => import('./commands/prove.js'),
  },
  {
    name: 'verify',
    description: 'recompute the hash chains, the closed days and the audit log',
    group: 'check',
    load: () => import('./commands/verify.js'),
  },
  {
    name: 'causes',
    description: 'list who changed stock figures without a movement',
    group: 'check',
    load: () => import('./commands/causes.js'),
  },
  {
    name: 'continuity',
    description: 'list the days that do not open with the closing stock of the day before',
    group: 'check',
    load: () => import('./commands/continuity.js'),
  },
  {
    name: 'close',
    description: 'close a day that is over and save its checkpoint',
    group: 'days',
    load: () => import('./commands/close.js'),
  },
  {
    name: 'checkpoint',
    description: 'print the checkpoint of a closed day as JSON, to be kept elsewhere',
    group: 'days',
    load: () => import('./commands/checkpoint.js'),
  },
  {
    name: 'proof',
    description: 'write the proof of a movement, or that no day was rewritten, for outsiders',
    group: 'days',
    load: () => import('./commands/proof.js'),
  },
  {
    name: 'verify-proof',
    description: 'check the file of a proof; it needs no database',
    group: 'days',
    load: () => import('./commands/verify-proof.js'),
  },
  {
    name: 'archive',
    description: 'move closed days out to a file that proves itself, check it and read it',
    group: 'days',
    load: () => import('./commands/archive.js'),
  },
  {
    name: 'signing-key',
    description: 'print the keys that sign closed days; --rotate starts a new one',
    group: 'days',
    load: () => import('./commands/signing-key.js'),
  },
];

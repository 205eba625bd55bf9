import { listSql } from '../database/sql-files';
import type { ModelReport } from '../prove/model/run';
import { codeOf } from '../prove/report';
import type { Proof } from '../prove/prove';
import { failureText, short } from './proof-failure';
import { listing, paint } from './terminal/output';

const SHOWN_ROWS = 3;

/** The report of a proof as text. */
export function proofText({ tenant, report, failure }: Proof): string {
  const { seed, sessions, operations, latency, documents, movements } = report;
  return [
    `seed ${seed}, ${sessions} sessions, tenant ${tenant}: ${operations} operations, ` +
      `${report.operationsPerSecond} a second; ${documents} documents, ${movements} movements`,
    kindsOf(report),
    `${latency.requests} requests: p50 ${latency.p50} ms, p99 ${latency.p99} ms, including retries ` +
      `after deadlocks; ${report.deadlocks} deadlocks`,
    `${report.grouped.requests} sales in ${report.grouped.groups} groups, at most ${report.grouped.largest} in one`,
    refusalsOf(report),
    attacksOf(report),
    `invariants, at the last of ${report.rounds} checks:`,
    ...Object.entries(report.violations).map(([name, rows]) => invariantText(name, rows)),
    ...(failure ? ['', failureText(seed, failure)] : []),
  ].join('\n');
}

function kindsOf({ kinds }: ModelReport): string {
  return listing(
    ['operation', 'done', 'refused', 'idle', 'p50 ms', 'p99 ms'],
    Object.entries(kinds).map(([kind, { acknowledged, refused, idle, latency }]) => {
      return [kind, acknowledged, refused, idle, latency.p50, latency.p99];
    }),
  );
}

function refusalsOf({ refusals }: ModelReport): string {
  const rows = Object.entries(refusals).sort(([, a], [, b]) => b - a);
  return listing(
    ['refusal', 'requests'],
    rows.map(([rule, count]) => [codeOf(rule), count]),
  );
}

function attacksOf({ attacks }: ModelReport): string {
  const by = (rules: Record<string, number>) =>
    Object.entries(rules)
      .sort(([, a], [, b]) => b - a)
      .map(([rule, count]) => `${codeOf(rule)} ${count}`)
      .join(', ');
  return listing(
    ['hostile session', 'attack', 'refused', 'by', 'not refused', 'not tried'],
    attacks.map(({ session, attack, refused, refusedBy, notRefused, notTried }) => {
      return [session, attack, refused, by(refusedBy), notRefused, notTried];
    }),
  );
}

/** What the comparisons with the acknowledged writes mean. */
const MEANINGS: Readonly<Record<string, string>> = {
  'documents-as-acknowledged': 'every acknowledged document is stored, with its status',
  'movements-as-acknowledged':
    'every acknowledged document wrote its movements, and nothing else did',
  'write-offs-as-acknowledged': 'every acknowledged write-off is stored',
  'holds-as-acknowledged': 'every acknowledged hold and release is in the audit log',
  'intakes-as-acknowledged': 'every intake is one that was acknowledged',
  'status-changes-acknowledged-once': 'no step of a document was acknowledged twice',
};

function invariantText(name: string, violations: readonly unknown[]): string {
  const meaning = MEANINGS[name] ? `: ${MEANINGS[name]}` : '';
  const all = name === 'rules' ? ` (${listSql('db/violations').length})` : meaning;
  if (violations.length === 0) return paint('green', `holds     ${name}${all}`);
  const rows = violations.slice(0, SHOWN_ROWS).map((row) => `          ${short(row)}`);
  return [paint('red', `VIOLATED  ${name}${all}; ${violations.length} violations`), ...rows].join(
    '\n',
  );
}

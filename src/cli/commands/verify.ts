import type { Command } from 'commander';
import type { Config } from '../../config';
import { readCheckpoint } from '../checkpoint-file';
import { CommandError } from '../command-error';
import { listing, paint, printJson } from '../terminal/output';
import { tenantOptions, type TenantOptions } from '../tenant-command';
import { withTenant } from '../tenant-session';
import { isSound, verifyTenant, type Verification } from '../verification';

interface Options extends TenantOptions {
  readonly checkpoint?: string;
  readonly incremental?: boolean;
  readonly fromAnchors?: boolean;
}

/** `bincard verify`: checks every chain, anchor, closed day, audit entry and an exported checkpoint; exit 1 when one was changed. */
export function define(command: Command, config: Config): void {
  tenantOptions(command, {
    clean: 'nothing was changed',
    found:
      'a chain, an anchor, a closed day, its signature, an audit entry or the exported checkpoint does not verify',
  })
    .option('--checkpoint <file>', 'also compare with this file of bincard checkpoint --export')
    .option('--incremental', 'only what is new since the last verification')
    .option(
      '--from-anchors',
      'from the anchors of the last day that was closed before the last verification',
    )
    .action(async (options: Options) => {
      const { tenant, checkpoint: file, incremental, fromAnchors } = options;
      if (incremental && fromAnchors) {
        throw new CommandError('Give --incremental or --from-anchors, not both');
      }
      const mode = incremental ? 'INCREMENTAL' : fromAnchors ? 'ANCHORED' : 'FULL';
      const checkpoint = file ? readCheckpoint(file, tenant) : undefined;
      const result = await withTenant(config, tenant, (session) =>
        verifyTenant(session, mode, checkpoint),
      );
      if (options.json) printJson({ sound: isSound(result), ...result });
      else console.log(textOf(result));
      if (!isSound(result)) process.exitCode = 1;
    });
}

/** The result of a verification as text. */
export function textOf(result: Verification): string {
  const { mode, movements, chains, broken, checkpoint, anchors, firstWrongAnchor: anchor } = result;
  const { closedDays, firstWrongDay, auditEntries, firstWrongEntry: entry } = result;
  const from = result.fromDay ? ` since the anchors of ${result.fromDay}` : '';
  const lines = [`${mode.toLowerCase()}: ${movements} movements in ${chains} chains${from}`];
  if (broken.length > 0) {
    const head = ['batch', 'location', 'movement', 'what', 'found'];
    lines.push(
      listing(
        head,
        broken.map((b) => [b.batchNumber, b.locationCode, b.sequence, b.what, b.foundAt]),
      ),
    );
  }
  lines.push(
    verdict(
      broken.length === 0,
      'all hash chains are intact',
      `${broken.length} hash chains broken`,
    ),
  );
  lines.push(
    verdict(
      !anchor,
      `anchors: ${anchors} checked, all correct`,
      `anchor_false: batch ${anchor?.batchNumber} at ${anchor?.locationCode}, ${anchor?.businessDate}: ${anchor?.what}`,
    ),
    verdict(
      !firstWrongDay,
      `closed days: ${closedDays} checked, all correct`,
      `closed day ${firstWrongDay?.businessDate}: ${firstWrongDay?.what}`,
    ),
    verdict(
      !entry,
      `audit entries: ${auditEntries} checked, all correct`,
      `audit log, entry ${entry?.sequence} of ${entry?.entity} ${entry?.entityId}: ${entry?.what}`,
    ),
  );
  const { signatures, firstWrongSignature: wrong } = result;
  lines.push(
    verdict(
      !wrong,
      `signatures: ${signatures} checked, all correct`,
      `closed day ${wrong?.businessDate}: its signature is not by the key ${wrong?.keyId}`,
    ),
  );
  if (checkpoint) lines.push(...checkpointLines(checkpoint));
  return lines.join('\n');
}

function checkpointLines({
  businessDate,
  day,
  firstDifference: first,
}: NonNullable<Verification['checkpoint']>): string[] {
  const name = `checkpoint of ${businessDate}`;
  if (day === 'fits' && !first) return [paint('green', `${name}: matches`)];
  return [
    ...(day === 'fits'
      ? []
      : [
          paint(
            'red',
            `${name}: the day is ${day === 'not closed' ? 'not closed' : 'closed with a different hash'}`,
          ),
        ]),
    ...(first
      ? [
          paint(
            'red',
            `${name}: batch ${first.batchNumber} at ${first.locationCode}, movement ${first.sequence}: ${first.what}`,
          ),
        ]
      : []),
  ];
}

function verdict(good: boolean, text: string, otherwise: string): string {
  return good ? paint('green', text) : paint('red', otherwise);
}

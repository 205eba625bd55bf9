import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useFormat } from '../../format';
import { Icon } from '../../parts/Icon';
import { useMayOpen, type PagePath } from '../../shell/needs';
import { Failed } from '../../states/states';
import { statusQuery } from './today';
import classes from './Status.module.css';

type Tone = 'good' | 'watch' | 'bad' | undefined;

/** A figure that leads to the page where something is done about it, where the role has that page. */
function Fact(props: { name: ReactNode; to?: PagePath; tone?: Tone; children: ReactNode }) {
  const { name, to, tone, children } = props;
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd data-tone={tone}>{to ? <Way to={to}>{children}</Way> : children}</dd>
    </div>
  );
}

function Way({ to, children }: { to: PagePath; children: ReactNode }) {
  const mayOpen = useMayOpen();
  return mayOpen(to) ? <Link to={to}>{children}</Link> : children;
}

/** Whether the ledger can be trusted, and what was found. */
export function Status() {
  const { t } = useLingui();
  const format = useFormat();
  const { data, error, refetch } = useQuery(statusQuery);
  if (error && !data) return <Failed error={error} retry={() => void refetch()} />;
  const status = data?.systemStatus;
  const wrong =
    status?.firstWrongDay ?? status?.firstWrongAnchor ?? status?.firstWrongEntry ?? undefined;
  const isSound = status !== undefined && status.brokenChains === 0 && !wrong;
  const isScanned = status !== undefined && status.lastScanAt != null;
  const tone: Tone = status && (isSound ? (isScanned ? 'good' : 'watch') : 'bad');
  return (
    <section className={classes.status} aria-label={t`State of the ledger`} data-tone={tone}>
      <div className={classes.verdict} role={tone === 'bad' ? 'alert' : undefined}>
        <Icon name={tone === 'bad' ? 'alarm' : 'sound'} size={26} />
        <div>
          <strong>
            {status === undefined ? (
              <Trans>Asking for the state of the ledger</Trans>
            ) : (
              <Way to="/integrity">
                {!isSound ? (
                  <Trans>The ledger does not verify</Trans>
                ) : isScanned ? (
                  <Trans>The ledger verifies</Trans>
                ) : (
                  <Trans>The ledger has not been verified yet</Trans>
                )}
              </Way>
            )}
          </strong>
          <p>
            {wrong ? (
              wrong.what
            ) : status && status.brokenChains > 0 ? (
              <Plural
                value={status.brokenChains}
                one="# chain of movements is broken"
                other="# chains of movements are broken"
              />
            ) : isScanned ? (
              <Trans>Last checked {format.ago(status.lastScanAt!)}</Trans>
            ) : (
              <Trans>The worker checks it every few minutes.</Trans>
            )}
          </p>
        </div>
      </div>
      <dl className={classes.facts}>
        <Fact to="/close" name={<Trans>Last closed day</Trans>}>
          {status ? (
            status.lastClosedDay ? (
              format.day(status.lastClosedDay)
            ) : (
              <Trans>none</Trans>
            )
          ) : (
            '…'
          )}
        </Fact>
        <Fact
          to="/discrepancies"
          name={<Trans>Discrepancies, 24 hours</Trans>}
          tone={status && status.discrepancies24h > status.corrections24h ? 'watch' : undefined}
        >
          {status ? format.number(status.discrepancies24h) : '…'}
        </Fact>
        <Fact name={<Trans>of them repaired</Trans>}>
          {status ? format.number(status.corrections24h) : '…'}
        </Fact>
        <Fact
          name={<Trans>Reservations not covered</Trans>}
          tone={status && status.unmetReservations > 0 ? 'watch' : undefined}
        >
          {status ? format.number(status.unmetReservations) : '…'}
        </Fact>
      </dl>
    </section>
  );
}

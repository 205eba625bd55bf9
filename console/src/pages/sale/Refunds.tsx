import { Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../format';
import { Panel, Row, Rows } from '../../parts/Panel';
import { Typed } from '../../parts/Text';
import { useDispositions } from './dispositions';
import type { Sale } from './sale';

/** What came back of a sale, why, and as what. */
export function Refunds({ sale: { refunds, lines } }: { sale: Sale }) {
  const { t } = useLingui();
  const format = useFormat();
  const dispositions = useDispositions();
  return (
    <div style={{ marginTop: '1rem' }}>
      <Panel icon="receive" title={t`Came back`} count={format.number(refunds.length)}>
        <Rows>
          {refunds.map((refund) => (
            <Row
              key={refund.id}
              title={<Typed lines={3}>{refund.reason}</Typed>}
              about={
                <Trans>
                  {format.time(refund.createdAt)} at {refund.location.code} by{' '}
                  <bdi>{refund.actor}</bdi>
                </Trans>
              }
              end={refund.lines.map((line) => {
                const sold = lines.find(({ id }) => id === line.saleLineId);
                return (
                  <div key={line.saleLineId}>
                    {format.number(line.quantity)} {sold?.product.baseUnit} · {sold?.product.sku} ·{' '}
                    {dispositions[line.disposition]}
                  </div>
                );
              })}
            />
          ))}
        </Rows>
      </Panel>
    </div>
  );
}

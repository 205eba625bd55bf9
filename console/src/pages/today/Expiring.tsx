import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { Panel, Row, Rows } from '../../parts/Panel';
import { Code, Tag, Typed } from '../../parts/Text';
import { Notice } from '../../states/Notice';
import { Shown } from '../../states/states';
import { expiringQuery, WITHIN_DAYS } from './today';

const SOON_DAYS = 7;

/** Batches in stock that expire soon, the earliest first. */
export function Expiring() {
  const { t } = useLingui();
  const format = useFormat();
  const expiring = useQuery(expiringQuery);
  const all = expiring.data?.expiringBatches;
  return (
    <Panel
      icon="expiry"
      title={t`Expiring`}
      count={all && format.number(all.length)}
      more={<Link to="/expiry">{t`All`}</Link>}
    >
      <Shown of={expiring}>
        {({ expiringBatches }) =>
          expiringBatches.length === 0 ? (
            <Notice icon="check" title={t`Nothing expires within ${WITHIN_DAYS} days`} />
          ) : (
            <Rows>
              {expiringBatches.slice(0, 6).map((batch) => (
                <Row
                  key={batch.id}
                  title={
                    <Link
                      to="/products/$id"
                      params={{ id: batch.product.id }}
                      search={{ tab: 'batches' }}
                    >
                      <Typed>{batch.product.name}</Typed>
                    </Link>
                  }
                  about={
                    <Trans>
                      lot <Code>{batch.batchNumber}</Code> ·{' '}
                      {format.number(batch.remainingQuantity)} {batch.product.baseUnit} left
                    </Trans>
                  }
                  end={
                    <Tag tone={format.daysUntil(batch.expiryDate!) <= SOON_DAYS ? 'bad' : 'watch'}>
                      {format.fromToday(batch.expiryDate!)}
                    </Tag>
                  }
                  below={format.day(batch.expiryDate!)}
                />
              ))}
            </Rows>
          )
        }
      </Shown>
    </Panel>
  );
}

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { Panel, Row, Rows } from '../../parts/Panel';
import { Tag } from '../../parts/Text';
import { Notice } from '../../states/Notice';
import { Shown } from '../../states/states';
import { transfersQuery } from './today';

/** After so long on its way somebody should ask where it is. */
const LATE_MS = 3 * 86_400_000;

/** Transfers that have left and not wholly arrived, the longest on their way first. */
export function OnTheWay() {
  const { t } = useLingui();
  const format = useFormat();
  const transfers = useQuery(transfersQuery);
  const { data } = transfers;
  const count = data && data.dispatched.totalCount + data.partial.totalCount;
  return (
    <Panel
      icon="transfer"
      title={t`On the way`}
      count={count !== undefined && format.number(count)}
      more={<Link to="/transfers">{t`All`}</Link>}
    >
      <Shown of={transfers}>
        {({ dispatched, partial }) => {
          const all = [...dispatched.nodes, ...partial.nodes].sort((one, other) =>
            one.dispatchedAt! < other.dispatchedAt! ? -1 : 1,
          );
          if (all.length === 0) return <Notice icon="check" title={t`Nothing is on its way`} />;
          return (
            <Rows>
              {all.slice(0, 6).map(({ id, from, to, lines, dispatchedAt }) => {
                const open = lines.filter((line) => line.inTransitQuantity > 0);
                const isLate = Date.now() - Date.parse(dispatchedAt!) > LATE_MS;
                return (
                  <Row
                    key={id}
                    title={
                      <Link to="/transfers/$id" params={{ id }}>
                        {from.code} → {to.code}
                      </Link>
                    }
                    about={
                      open.length === 1 ? (
                        <>
                          {format.number(open[0]!.inTransitQuantity)} {open[0]!.product.baseUnit} ·{' '}
                          <bdi>{open[0]!.product.name}</bdi>
                        </>
                      ) : (
                        <Plural value={open.length} one="# product" other="# products" />
                      )
                    }
                    end={isLate ? <Tag tone="watch">{t`late`}</Tag> : undefined}
                    below={<Trans>sent {format.ago(dispatchedAt!)}</Trans>}
                  />
                );
              })}
            </Rows>
          );
        }}
      </Shown>
    </Panel>
  );
}

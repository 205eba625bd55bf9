import { Button } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { Tag, Typed } from '../../parts/Text';
import type { Column } from '../../parts/VirtualTable';
import { useMe } from '../../session/session';
import type { Correction } from './channels';

/** The columns of corrections; `sent` is told of one that was sent. */
export function useColumns(sent: (correction: Correction) => void): Column<Correction>[] {
  const { t } = useLingui();
  const format = useFormat();
  const { may } = useMe();
  const fields: Record<string, string> = {
    ...{ quantity: t`Quantity`, total: t`Total`, visible: t`Shown` },
  };
  return [
    {
      key: 'product',
      title: t`Product`,
      cell: ({ product }) => (
        <Link to="/products/$id" params={{ id: product.id }}>
          <Typed>{product.name}</Typed>
        </Link>
      ),
    },
    {
      key: 'channel',
      title: t`Channel`,
      width: '9rem',
      isWide: true,
      cell: ({ channel }) => <Typed>{channel}</Typed>,
    },
    {
      key: 'place',
      title: t`Place`,
      width: '8rem',
      isWide: true,
      cell: ({ location }) => location?.code ?? <Trans>all places</Trans>,
    },
    {
      key: 'figure',
      title: t`Figure`,
      width: '7rem',
      isWide: true,
      cell: ({ field }) => fields[field] ?? field,
    },
    {
      key: 'value',
      title: t`Is to be`,
      width: '6rem',
      isFigure: true,
      cell: ({ field, quantity }) =>
        field === 'visible' ? (quantity ? t`yes` : t`no`) : format.number(quantity),
    },
    {
      key: 'since',
      title: t`Since`,
      width: '9rem',
      isWide: true,
      cell: ({ createdAt }) => format.ago(createdAt),
    },
    {
      key: 'sent',
      title: t`Sent`,
      width: '8rem',
      cell: (correction) =>
        correction.sentAt ? (
          <span title={format.time(correction.sentAt)}>{format.ago(correction.sentAt)}</span>
        ) : !correction.due ? (
          <Tag tone="plain">{t`not needed`}</Tag>
        ) : may('markCorrectionSent') ? (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t`Mark ${correction.product.sku} as sent`}
            onClick={() => sent(correction)}
          >
            <Trans>Mark</Trans>
          </Button>
        ) : (
          <Tag tone="watch">{t`to send`}</Tag>
        ),
    },
  ];
}

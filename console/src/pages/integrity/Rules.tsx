import { Button } from '@mantine/core';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useFormat } from '../../format';
import { Panel, Row, Rows } from '../../parts/Panel';
import { Code, Tag } from '../../parts/Text';
import { Shown } from '../../states/states';
import { rulesQuery } from './integrity';

/** The rules that the database enforces, those that something violates first. */
export function Rules() {
  const { t } = useLingui();
  const format = useFormat();
  const rules = useQuery(rulesQuery);
  const broken = rules.data?.integrityRules.filter(
    ({ violations, enabled }) => violations > 0 || !enabled,
  ).length;
  return (
    <Panel
      icon={broken ? 'alarm' : 'approve'}
      title={<Trans>Rules</Trans>}
      count={rules.data?.integrityRules.length}
      more={
        <Button
          size="compact-sm"
          variant="default"
          loading={rules.isFetching}
          onClick={() => void rules.refetch()}
        >
          <Trans>Count again</Trans>
        </Button>
      }
    >
      <Shown of={rules} rows={8}>
        {({ integrityRules }) => (
          <Rows>
            <Row
              title={
                broken ? (
                  <Plural
                    value={broken}
                    one="# rule is violated or switched off"
                    other="# rules are violated or switched off"
                  />
                ) : (
                  <Trans>Every rule is in force, and nothing violates one</Trans>
                )
              }
              about={
                <Trans>
                  counted over the whole ledger{' '}
                  {format.time(new Date(rules.dataUpdatedAt).toISOString())}
                </Trans>
              }
            />
            {[...integrityRules]
              .sort(
                (one, other) =>
                  other.violations - one.violations || Number(one.enabled) - Number(other.enabled),
              )
              .map(({ name, statement, enabled, enforcedBy, violations }) => (
                <Row
                  key={name}
                  title={statement}
                  about={<span title={enforcedBy.join(', ')}>{<Code>{name}</Code>}</span>}
                  end={
                    violations > 0 ? (
                      <Tag tone="bad">
                        <Plural value={violations} one="# violation" other="# violations" />
                      </Tag>
                    ) : enabled ? (
                      <Tag tone="good">{t`holds`}</Tag>
                    ) : (
                      <Tag tone="bad">{t`switched off`}</Tag>
                    )
                  }
                />
              ))}
          </Rows>
        )}
      </Shown>
    </Panel>
  );
}

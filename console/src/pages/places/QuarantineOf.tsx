import { NativeSelect } from '@mantine/core';
import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { placesPageQuery } from './places';

/** Whose returned goods a quarantine takes: a place has one quarantine at most, chosen when it is added. */
export function QuarantineOf(props: {
  value: string;
  isFixed: boolean;
  error: ReactNode;
  onChange: (id: string) => void;
}) {
  const { value, isFixed, error, onChange } = props;
  const { t } = useLingui();
  const { data } = useQuery(placesPageQuery);
  const places = (data?.locations ?? []).filter(({ kind }) => kind !== 'QUARANTINE');
  return (
    <NativeSelect
      label={t`Takes returned goods of`}
      description={t`A place has one at most; it cannot be changed later.`}
      value={value}
      disabled={isFixed}
      error={error}
      data={[
        { value: '', label: t`no place` },
        ...places.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

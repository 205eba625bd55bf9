import { ActionIcon, NativeSelect, TextInput } from '@mantine/core';
import { useLingui } from '@lingui/react/macro';
import { Icon } from '../../parts/Icon';
import type { Step } from './configuration';
import classes from './Mappings.module.css';

const NEEDS_VALUE = new Set<Step['name']>(['DECIMAL', 'DATE', 'DEFAULT', 'LOOKUP']);

function useSteps(): Record<Step['name'], { name: string; value?: string }> {
  const { t } = useLingui();
  return {
    TRIM: { name: t`without blanks around it` },
    UPPER: { name: t`in capitals` },
    LOWER: { name: t`in small letters` },
    INTEGER: { name: t`as a whole number` },
    DECIMAL: { name: t`as a number, times`, value: '1' },
    DATE: { name: t`as a date of the form`, value: t`ISO, or yyyy-MM-dd` },
    DEFAULT: { name: t`if empty, then`, value: t`the value` },
    LOOKUP: { name: t`by this list`, value: t`A = Alpha; B = Beta` },
  };
}

/** What is done with a cell before it is taken over, in this order. */
export function Steps(props: { steps: readonly Step[]; change: (steps: readonly Step[]) => void }) {
  const { steps, change } = props;
  const { t } = useLingui();
  const names = useSteps();
  return (
    <div className={classes.steps}>
      {steps.map((step, at) => (
        <span key={`${at}`} className={classes.step}>
          <span>{names[step.name].name}</span>
          {NEEDS_VALUE.has(step.name) && (
            <TextInput
              size="xs"
              w="8rem"
              aria-label={names[step.name].name}
              placeholder={names[step.name].value}
              value={step.value}
              onChange={({ currentTarget: { value } }) =>
                change(steps.map((each, place) => (place === at ? { ...each, value } : each)))
              }
            />
          )}
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={t`Without the step: ${names[step.name].name}`}
            onClick={() => change(steps.filter((_, place) => place !== at))}
          >
            <Icon name="close" size={14} />
          </ActionIcon>
        </span>
      ))}
      <NativeSelect
        size="xs"
        w="9rem"
        aria-label={t`Add a step`}
        value=""
        data={[
          { value: '', label: t`Add a step` },
          ...Object.entries(names).map(([value, { name }]) => ({ value, label: name })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          value && change([...steps, { name: value as Step['name'], value: '' }])
        }
      />
    </div>
  );
}

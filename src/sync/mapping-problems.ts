import type { ExternalColumn } from './child/table-schema';
import { dateFormatProblem } from '../dates/dates';
import { ATTRIBUTE, FIELDS, type FieldMapping } from './mapping';
import { TRANSFORMS, type Transform } from './transforms';

const MAX_ATTRIBUTE_NAME = 128;
const MAX_TRANSFORMS = 20;

/** What is wrong with a mapping: where (`[2].transforms[0].factor`) and why. */
export interface MappingProblem {
  readonly field: string;
  readonly message: string;
}

/** Everything that makes mappings unusable; given the table's columns, also columns that it lacks. */
export function mappingProblems(
  mappings: FieldMapping[],
  columns?: ExternalColumn[],
): MappingProblem[] {
  const problems: MappingProblem[] = [];
  const seen = new Set<string>();
  mappings.forEach(({ column, target, transforms }, index) => {
    const report = (field: string, message: string) =>
      problems.push({ field: `[${index}].${field}`, message });
    const isAttribute = target.startsWith(ATTRIBUTE) && target.length > ATTRIBUTE.length;
    if (!isAttribute && !(FIELDS as readonly string[]).includes(target)) {
      report('target', `${target} is neither one of ${FIELDS.join(', ')} nor attributes.<name>`);
    }
    if (target.length > ATTRIBUTE.length + MAX_ATTRIBUTE_NAME) {
      report('target', `an attribute's name has at most ${MAX_ATTRIBUTE_NAME} characters`);
    }
    if (seen.has(target)) report('target', `${target} is given twice`);
    seen.add(target);
    if (column === null && transforms[0]?.name !== 'DEFAULT') {
      report('column', 'a mapping without a column begins with DEFAULT');
    }
    if (column !== null && columns && !columns.some(({ name }) => name === column)) {
      report('column', `the table has no column ${column}`);
    }
    if (transforms.length > MAX_TRANSFORMS) report('transforms', `at most ${MAX_TRANSFORMS}`);
    transforms.forEach((transform, step) => {
      const problem = transformProblem(transform);
      if (problem) report(`transforms[${step}].${problem.field}`, problem.message);
    });
  });
  return problems;
}

function transformProblem(transform: Transform): MappingProblem | undefined {
  const { name, format, factor, value, table } = transform;
  if (!TRANSFORMS.includes(name)) {
    return { field: 'name', message: `${String(name)} is not one of ${TRANSFORMS.join(', ')}` };
  }
  if (name === 'DECIMAL' && !(Number.isSafeInteger(factor ?? 1) && (factor ?? 1) > 0)) {
    return { field: 'factor', message: 'a whole number above zero' };
  }
  const wrong = name === 'DATE' ? dateFormatProblem(format ?? 'yyyy-MM-dd') : undefined;
  if (wrong) return { field: 'format', message: wrong };
  if (name === 'DEFAULT' && typeof value !== 'string') {
    return { field: 'value', message: 'DEFAULT needs the value' };
  }
  if (name === 'LOOKUP' && (table === null || typeof table !== 'object')) {
    return { field: 'table', message: 'LOOKUP needs a table' };
  }
  return undefined;
}

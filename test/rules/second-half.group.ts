import { loadTests, testedRules } from './rule-files';

// See first-half.group.ts.

loadTests(testedRules.filter((_, index) => index % 2 === 1));

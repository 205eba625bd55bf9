import { loadTests, testedRules } from './rule-files';

// In the whole suite (jest.whole.cjs) the rules' tests are two files, one for each worker: loading the program anew
// for each rule took longer than its tests.

loadTests(testedRules.filter((_, index) => index % 2 === 0));

// What the command line takes from here.
export { progressLine } from './progress-line';
export { prove } from './prove';
export { isProven, jsonOf } from './report';
export { foreignTenants } from './scratch';
export { wordsOf } from './words';

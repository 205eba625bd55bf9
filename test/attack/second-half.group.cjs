// See test/support/together.cjs.
require('../support/together.cjs').loadHalf(__dirname, 1);

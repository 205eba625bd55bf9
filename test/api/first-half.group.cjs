// See test/support/together.cjs.
require('../support/together.cjs').loadGroup(module.filename);

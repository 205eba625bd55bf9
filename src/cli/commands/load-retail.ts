import type { Command } from 'commander';
import type { Config } from '../../config';
export function addLoadRetail(_p: Command, _c: Config): void {}

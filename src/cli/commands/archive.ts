import type { Command } from 'commander';
import type { Config } from '../../config';
import { addArchiveCheck } from './archive-check';
import { addArchiveDrop } from './archive-drop';
import { addArchiveList } from './archive-list';
import { addArchiveRead } from './archive-read';
import { addArchiveWrite } from './archive-write';

/** `bincard archive`: closed days in a file. */
export function define(command: Command, config: Config): void {
  addArchiveWrite(command, config);
  addArchiveCheck(command, config);
  addArchiveDrop(command, config);
  addArchiveRead(command);
  addArchiveList(command, config);
}

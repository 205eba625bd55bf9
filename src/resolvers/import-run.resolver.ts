import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import {
  importChangesByRun,
  importChangesCountByRun,
  importProblemsByRun,
  importProblemsCountByRun,
  importRunsById,
  importRunsCount,
  importRunsPage,
} from '../database/queries/imports';
import { checkId } from '../input/validate';
import type { Connection } from '../schema/connections';
import {
  ImportProblemConnection,
  ImportChangeConnection,
  ImportRun,
  ImportRunConnection,
  type ImportChange,
  type ImportProblem,
} from '../schema/import-run';
import { PageArgs, TimedListArgs } from '../schema/list-args';
import type { RequestContext } from './context';
import { pageOfKey, toPage } from './keyed-pages';
import { pageOf } from './pages';
import { Follows } from './relation';

const RUNS = { kind: 'import-run', page: importRunsPage, count: importRunsCount };
const PROBLEMS = {
  ...{ kind: 'import-problem', page: importProblemsByRun, count: importProblemsCountByRun },
};
const CHANGES = {
  ...{ kind: 'import-change', page: importChangesByRun, count: importChangesCountByRun },
};

@Resolver(() => ImportRun)
export class ImportRunResolver {
  @Authorized('clerk')
  @Query(() => ImportRun, {
    nullable: true,
    description: 'A file that was brought in or checked, by its id; null when there is none.',
  })
  importRun(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<ImportRun | null> {
    return context.loaders.one(importRunsById, checkId(id, 'id'));
  }

  @Authorized('clerk')
  @Query(() => ImportRunConnection, {
    description: 'Files that were brought in or checked, by when they were.',
  })
  importRuns(
    @Ctx() context: RequestContext,
    @Args(() => TimedListArgs) page: TimedListArgs,
  ): Promise<Connection<ImportRun>> {
    return pageOf(context, RUNS, {}, page);
  }

  @FieldResolver(() => ImportProblemConnection, {
    description: 'Why rows were refused, in the order of the file; a row can have several.',
  })
  @Follows(toPage(PROBLEMS, 'id', () => ({})))
  problems(
    @Root() run: ImportRun,
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<ImportProblem>> {
    return pageOfKey(context, PROBLEMS, run.id, {}, page);
  }

  @FieldResolver(() => ImportChangeConnection, {
    description:
      'What each row that is not refused would change, by a dry run, in the order of the file; of a live run that names a dry run what each row has changed. Otherwise empty.',
  })
  @Follows(toPage(CHANGES, 'id', ({ changed }) => ({ changed: changed ?? false })))
  changes(
    @Root() run: ImportRun,
    @Ctx() context: RequestContext,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('changed', () => Boolean, {
      nullable: true,
      description: 'True: without the rows that change nothing. Default: false.',
    })
    changed?: boolean | null,
  ): Promise<Connection<ImportChange>> {
    return pageOfKey(context, CHANGES, run.id, { changed: changed ?? false }, page);
  }
}

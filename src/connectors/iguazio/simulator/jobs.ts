import { documentOf, listOf } from './documents.ts';
import { type Call, found, get, type Routes } from './replies.ts';
import type { Job } from './resources.ts';
import { seesAllJobs } from './rights.ts';
import type { State } from './state.ts';

/** §5.5. Who does not administer sees only the jobs they started ([assumed]; others' jobs are then unknown). */
export function jobRoutes(state: State): Routes {
  const visibleTo = ({ caller: { user } }: Call) =>
    seesAllJobs(state, user) ? () => true : (job: Job) => job.startedBy === user.id;
  return [
    get('/api/jobs', (call) => listOf(state, call, state.jobs, 'job', { visible: visibleTo(call) })),
    get('/api/jobs/:id', (call) => {
      const job = state.jobs.get(call.params['id'] ?? '');
      return documentOf(state, call, 200, found(job && visibleTo(call)(job) ? job : undefined, 'job'));
    }),
  ];
}

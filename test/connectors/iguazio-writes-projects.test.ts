import { describe, expect, test } from 'vitest';
import { type IguazioSimulator, simulateIguazio } from '../../src/connectors/iguazio/simulator/index.ts';
import { smallWorld } from '../../src/sandbox/world.ts';
import { failure, key, openAs, openSession, projectId, startIguazio } from './iguazio-systems.ts';
import {
  effectsOf,
  look,
  makeOwn,
  methodsOf,
  ownOutcomes,
  ownStep,
  planOwn,
  problemOf,
  project,
  stepProblem,
  user,
  verdictOf,
  writesOf,
} from './iguazio-writing.ts';

const churn = project('churn');
const ownerOf = async (upstream: IguazioSimulator, id: string) =>
  (await look(upstream, `projects/${id}?include=owner`))?.included[0]?.attributes['username'];

describe('making a project', () => {
  const input = { system: key, name: 'lighthouse', description: 'Far sight', user: user('emmy') };

  test('is a job, and done when the project has left `creating` behind', async () => {
    await using upstream = await simulateIguazio(smallWorld('iguazio'), { jobDelayMs: 50 });

    const { results } = await makeOwn(upstream, 'createIguazioProject', input);

    expect(results).toMatchObject([
      {
        outcome: 'APPLIED',
        sent: { job: expect.any(String) as unknown, made: { kind: 'project', system: key } },
      },
    ]);
    const id = results[0]?.sent?.made?.native ?? '';
    expect((await look(upstream, `projects/${id}`))?.data.attributes).toMatchObject({
      name: 'lighthouse',
      description: 'Far sight',
      operational_status: 'online',
    });
    expect(await ownerOf(upstream, id)).toBe('emmy');
    expect(await ownOutcomes(upstream, 'createIguazioProject', input)).toEqual(['ALREADY']);
    expect(effectsOf(upstream)).toEqual([`project.created ${id}`]);
    const step = await ownStep(upstream, 'createIguazioProject', input);
    expect(await verdictOf(upstream, step)).toMatchObject({ is: 'DONE', subject: { native: id } });
  });

  test('is refused where a project of that name is another one', async () => {
    await using upstream = await startIguazio();
    const step = await ownStep(upstream, 'createIguazioProject', { ...input, name: 'churn' });
    expect(await stepProblem(upstream, step)).toMatchObject({
      code: 'ALREADY_EXISTS',
      field: ['description'],
      message: expect.stringContaining('description, user') as unknown,
    });
    expect(upstream.effects).toEqual([]);
  });

  test('is refused where the gateway’s account cannot see the project of that name', async () => {
    await using upstream = await startIguazio();
    const step = await ownStep(upstream, 'createIguazioProject', { system: key, name: 'galaxy' });
    const change = openAs('edsger', upstream).writes?.change(step);
    const state: unknown = await change?.read();
    expect(state).toBeNull();
    expect(await failure(change?.write(state) ?? Promise.resolve())).toMatchObject({
      problem: { code: 'ALREADY_EXISTS', field: ['name'] },
    });
  });

  test.for([
    [{ name: 'Light House' }, 'BAD_INPUT', ['name']],
    [{ name: '-x' }, 'BAD_INPUT', ['name']],
    [{ user: user('nobody') }, 'NOT_FOUND', ['user']],
  ] as const)('%j is %s at %j', async ([wrong, code, field]) => {
    await using upstream = await startIguazio();
    const attempt = planOwn(upstream, 'createIguazioProject', { ...input, ...wrong });
    expect(await problemOf(attempt)).toMatchObject({ code, field });
  });

  test('can be told to be done after a lost answer, and to be open after a lost call', async () => {
    await using upstream = await startIguazio();
    const step = await ownStep(upstream, 'createIguazioProject', input);
    const change = writesOf(openSession(upstream)).change(step);
    upstream.setFaults([{ method: 'POST', fault: 'status:503', times: 1 }]);
    await failure(change.write(null));
    expect(await verdictOf(upstream, step, { attempts: 1 })).toEqual({ is: 'OPEN' });
    upstream.setFaults([{ method: 'POST', fault: 'reset-after', times: 1 }]);
    await failure(change.write(null));
    expect(await verdictOf(upstream, step, { attempts: 1 })).toMatchObject({ is: 'DONE' });
  });
});

describe('changing a project', () => {
  test('writes what is given, and neither its owner nor its roles', async () => {
    await using upstream = await startIguazio();
    const input = { project: churn, description: '', adminStatus: 'archived' };

    expect(await ownOutcomes(upstream, 'updateIguazioProject', input)).toEqual(['APPLIED']);

    expect((await look(upstream, `projects/${churn.native}`))?.data.attributes).toMatchObject({
      description: '',
      admin_status: 'archived',
    });
    expect(await ownerOf(upstream, churn.native)).toBe('grace');
    expect(await ownOutcomes(upstream, 'updateIguazioProject', input)).toEqual(['ALREADY']);
    expect(effectsOf(upstream)).toEqual([`project.updated ${churn.native}`]);
  });

  test('is refused for an unknown switch, and for one that is not there', async () => {
    await using upstream = await startIguazio();
    const wrong = planOwn(upstream, 'updateIguazioProject', { project: churn, adminStatus: 'on' });
    expect(await problemOf(wrong)).toMatchObject({ code: 'BAD_INPUT', field: ['adminStatus'] });
    const nothing = { project: project('nothing'), description: 'x' };
    expect(await ownOutcomes(upstream, 'updateIguazioProject', nothing)).toEqual(['NOT_APPLIED NOT_FOUND']);
    expect((await planOwn(upstream, 'updateIguazioProject', { project: churn })).steps).toEqual([]);
  });
});

describe('giving a project to another account', () => {
  const input = { project: churn, user: user('emmy') };

  test('writes the owner alone, and touches the one before', async () => {
    await using upstream = await startIguazio();

    const { plan, results } = await makeOwn(upstream, 'setIguazioProjectOwner', input);

    expect(results).toMatchObject([{ outcome: 'APPLIED', description: 'make emmy the owner of churn' }]);
    expect(plan).toMatchObject({ targets: [churn, user('emmy')], steps: [{ touches: [user('grace')] }] });
    expect(await ownerOf(upstream, churn.native)).toBe('emmy');
    expect((await look(upstream, `projects/${churn.native}`))?.data.attributes).toMatchObject({
      description: 'Who leaves, and why',
    });
    expect(await ownOutcomes(upstream, 'setIguazioProjectOwner', input)).toEqual(['ALREADY']);
    expect(upstream.effects).toHaveLength(1);
  });

  test('is done where the gateway then sees it no longer, once the platform has said yes', async () => {
    await using upstream = await startIguazio();
    const galaxy = project('galaxy');
    const step = await ownStep(upstream, 'setIguazioProjectOwner', { project: galaxy, user: user('emmy') });
    const gone = { ...step, args: { ...step.args, id: projectId('nothing') } };
    expect(await verdictOf(upstream, gone, { attempts: 1, made: galaxy })).toMatchObject({ is: 'DONE' });
    expect(await verdictOf(upstream, gone, { attempts: 1 })).toMatchObject({
      is: 'REFUSED',
      problem: { code: 'NOT_FOUND', field: ['project'] },
    });
  });

  test('is refused where either is not there', async () => {
    await using upstream = await startIguazio();
    const attempt = (wrong: object) =>
      problemOf(planOwn(upstream, 'setIguazioProjectOwner', { ...input, ...wrong }));
    expect(await attempt({ project: project('nothing') })).toMatchObject({
      code: 'NOT_FOUND',
      field: ['project'],
    });
    expect(await attempt({ user: user('nobody') })).toMatchObject({ code: 'NOT_FOUND', field: ['user'] });
    expect(methodsOf(upstream)).not.toContain('PUT');
  });
});

describe('deleting a project', () => {
  test('that is not empty is a conflict, unless all that it holds is to go', async () => {
    await using upstream = await simulateIguazio(smallWorld('iguazio'), { jobDelayMs: 50 });
    const step = await ownStep(upstream, 'deleteIguazioProject', { project: churn });
    expect(await stepProblem(upstream, step)).toMatchObject({
      code: 'CONFLICT',
      message: 'The project is not empty.',
    });

    const input = { project: churn, cascade: true };
    const { results } = await makeOwn(upstream, 'deleteIguazioProject', input);

    expect(results).toMatchObject([{ outcome: 'APPLIED', sent: { job: expect.any(String) as unknown } }]);
    expect(await look(upstream, `projects/${churn.native}`)).toBeNull();
    expect(effectsOf(upstream)).toContain(`project.deleted ${churn.native}`);
    expect(await ownOutcomes(upstream, 'deleteIguazioProject', input)).toEqual(['NOT_APPLIED NOT_FOUND']);
    expect(await ownOutcomes(upstream, 'deleteIguazioProject', { ...input, ignoreMissing: true })).toEqual([
      'ALREADY',
    ]);
  });

  test('is being worked on while the platform is at it', async () => {
    await using upstream = await simulateIguazio(smallWorld('iguazio'), { jobDelayMs: 60_000 });
    const step = await ownStep(upstream, 'deleteIguazioProject', { project: churn, cascade: true });
    const change = writesOf(openSession(upstream)).change(step);
    await change.write(await change.read());
    expect(await verdictOf(upstream, step, { attempts: 1 })).toMatchObject({ is: 'WORKING' });
  });

  test('goes by the name that the project has when it is deleted', async () => {
    await using upstream = await startIguazio();
    const step = await ownStep(upstream, 'deleteIguazioProject', { project: project('forecast') });
    expect(JSON.stringify(step.args)).not.toContain('forecast');
    expect(step.args).toMatchObject({ id: projectId('forecast') });
  });
});

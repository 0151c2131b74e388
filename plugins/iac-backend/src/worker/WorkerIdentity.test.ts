import { FakeHost } from '../__testUtils__/FakeHost';
import { LINUX_PROCESSES, WorkerIdentity } from './WorkerIdentity';

describe('WorkerIdentity', () => {
  it('proves the death of a process of its own host alone', async () => {
    const here = new FakeHost('here');
    const first = await here.start(10);
    const second = await here.start(11);
    const elsewhere = await new FakeHost('there').start(10);
    expect(await second.isDead(first.name)).toBe(false);
    here.kill(first);
    expect(await second.isDead(first.name)).toBe(true);
    expect(await elsewhere.isDead(first.name)).toBe(false);
  });

  it('is not deceived by a process that got the same number', async () => {
    const here = new FakeHost('here');
    const first = await here.start(1);
    here.kill(first);
    const second = await here.start(1);
    expect(await second.isDead(first.name)).toBe(true);
  });

  it('knows that it does not hold what it is asked about', async () => {
    const identity = await new FakeHost('here').start();
    expect(await identity.isDead(identity.name)).toBe(true);
  });

  it.each(['', 'host', 'here/boot-of-here//1/1/x', 'here///1//x'])(
    'knows nothing about %j',
    async worker => {
      const identity = await new FakeHost('here').start();
      expect(await identity.isDead(worker)).toBe(false);
    },
  );

  it('reads what the system says of this process', async () => {
    const first = await WorkerIdentity.ofThisProcess();
    const second = await WorkerIdentity.ofThisProcess();
    expect(first.name.length).toBeLessThanOrEqual(255);
    expect(await first.isDead(second.name)).toBe(false);
    expect(LINUX_PROCESSES.exists(process.pid)).toBe(true);
    expect(LINUX_PROCESSES.exists(2 ** 22 + 1)).toBe(false);
  });
});

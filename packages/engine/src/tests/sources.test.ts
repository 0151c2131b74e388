import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { oneResource } from './code';
import { Harness } from './Harness';

// Real Terraform, on machines that may be slow.
jest.setTimeout(60_000);

describe('sources', () => {
  let harness: Harness;
  beforeEach(() => {
    harness = new Harness();
    harness.write({ 'envs/staging/main.tf': oneResource('first') });
    harness.define('staging');
  });
  afterEach(() => harness.dispose());

  const planned = (text: string) => expect.stringContaining(`"${text}"`);

  describe('a directory', () => {
    it('without git is named by a digest of its content', async () => {
      const first = await harness.plan('staging');
      expect(first.commit).toEqual({
        commit: expect.stringMatching(/^dir-[0-9a-f]{64}$/),
        dirty: false,
      });
      const again = await harness.plan('staging');
      expect(again.commit).toEqual(first.commit);
      harness.write({ 'envs/staging/main.tf': oneResource('second') });
      const second = await harness.plan('staging');
      expect(second.commit.commit).not.toBe(first.commit.commit);
    });

    it('with git is named by its commit, and says when it is dirty', async () => {
      const hash = harness.commit('Add staging');
      const clean = await harness.plan('staging');
      expect(clean.commit).toEqual({
        commit: hash,
        dirty: false,
        author: 'Ada',
        authorEmail: 'ada@example.com',
        message: 'Add staging',
      });
      harness.write({ 'envs/staging/main.tf': oneResource('uncommitted') });
      const dirty = await harness.plan('staging');
      expect(dirty.commit).toMatchObject({ commit: hash, dirty: true });
      expect(dirty.planText).toEqual(planned('uncommitted'));
    });

    it('takes new files, but none that git ignores', async () => {
      harness.write({ '.gitignore': '*.ignored.tf\n' });
      harness.commit('Ignore');
      harness.write({
        'envs/staging/new.tf': 'output "new" {\n  value = 1\n}\n',
        'envs/staging/x.ignored.tf': 'output "ignored" {\n  value = 1\n}\n',
      });
      const { summary } = await harness.plan('staging');
      expect(summary.outputs.map(({ name }) => name)).toEqual(['new']);
    });

    it('is planned at a tag when asked to, as it was then', async () => {
      const hash = harness.commit('First');
      harness.git('tag', 'v1');
      harness.write({ 'envs/staging/main.tf': oneResource('second') });
      harness.commit('Second');
      const plan = await harness.plan('staging', { ref: 'v1' });
      expect(plan.commit).toMatchObject({
        commit: hash,
        ref: 'v1',
        dirty: false,
      });
      expect(plan.planText).toEqual(planned('first'));
    });

    it('inside a repository is found there, too', async () => {
      const hash = harness.commit('First');
      harness.define('staging', {
        source: { type: 'directory', path: path.join(harness.code, 'envs') },
        directory: 'staging',
      });
      const plan = await harness.plan('staging', { ref: 'main' });
      expect(plan.commit.commit).toBe(hash);
    });
  });

  describe('a repository', () => {
    beforeEach(() => {
      harness.define('staging', {
        source: { type: 'git', url: pathToFileURL(harness.code).href },
      });
    });

    it('is planned at its default branch, a tag, or a commit', async () => {
      const first = harness.commit('First');
      harness.git('tag', '--annotate', '--message', 'Release', 'v1');
      harness.write({ 'envs/staging/main.tf': oneResource('second') });
      const second = harness.commit('Second');

      const newest = await harness.plan('staging');
      expect(newest.commit).toMatchObject({
        commit: second,
        message: 'Second',
      });
      expect(newest.planText).toEqual(planned('second'));
      const tagged = await harness.plan('staging', { ref: 'v1' });
      expect(tagged.commit).toMatchObject({ commit: first, ref: 'v1' });
      expect(tagged.planText).toEqual(planned('first'));
      const exact = await harness.plan('staging', { ref: first });
      expect(exact.commit).toMatchObject({ commit: first, dirty: false });
      await expect(
        harness.engine.resolve(harness.environment('staging'), 'main'),
      ).resolves.toMatchObject({ commit: second });
    });

    it('runs none of its hooks and filters', async () => {
      harness.write({ '.gitattributes': '*.tf filter=evil export-ignore\n' });
      harness.commit('Evil');
      const plan = await harness.plan('staging');
      expect(plan.summary.counts.create).toBe(1);
    });

    it('says that there is no such ref', async () => {
      harness.commit('First');
      await expect(
        harness.plan('staging', { ref: 'v9' }),
      ).rejects.toMatchObject({
        message: expect.stringContaining("has no branch or tag 'v9'"),
        nextStep: expect.stringContaining('full hash'),
      });
    });

    it('refuses a name that is a branch and a tag', async () => {
      harness.commit('First');
      harness.git('tag', 'twice');
      harness.write({ 'README.md': 'x' });
      harness.commit('Second');
      harness.git('branch', 'twice');
      await expect(harness.plan('staging', { ref: 'twice' })).rejects.toThrow(
        "'twice' is both a branch and a tag",
      );
    });

    it.each([
      ['https://user:token@example.com/x.git', /holds credentials/],
      ['ssh://example.com/x.git', /uses 'ssh:'/],
      ['ext::sh -c whoami', /uses 'ext:'/],
      ['--upload-pack=touch', /is not a URL/],
    ])('is not read from %s', async (url, reason) => {
      harness.define('staging', { source: { type: 'git', url } });
      await expect(harness.plan('staging')).rejects.toThrow(reason);
    });

    it('refuses a committed link that leaves it', async () => {
      symlinkSync(
        '../../../../etc',
        path.join(harness.code, 'envs/staging/etc'),
      );
      harness.commit('Link');
      await expect(harness.plan('staging')).rejects.toThrow(
        /symbolic link 'envs\/staging\/etc' leads out of the source/,
      );
    });

    it('brings its submodules when asked to', async () => {
      const module = new Harness();
      try {
        module.write({ 'main.tf': oneResource('of the submodule') });
        module.commit('Module');
        harness.commit('First');
        harness.git(
          '-c',
          'protocol.file.allow=always',
          'submodule',
          'add',
          '--quiet',
          pathToFileURL(module.code).href,
          'sub',
        );
        harness.write({
          'envs/staging/main.tf': 'module "sub" {\n  source = "../../sub"\n}\n',
        });
        harness.commit('Submodule');
        const url = pathToFileURL(harness.code).href;
        const without = await harness.plan('staging');
        expect(without.summary.counts.create).toBe(0);
        harness.define('staging', {
          source: { type: 'git', url, submodules: true },
        });
        const plan = await harness.plan('staging');
        expect(plan.planText).toEqual(planned('of the submodule'));
      } finally {
        module.dispose();
      }
    });
  });

  describe('a commit that was planned', () => {
    const moved = (ref: string) => ({
      name: 'StalePlanError',
      message: expect.stringMatching(
        new RegExp(`^${ref} moved from [0-9a-f]{40} to [0-9a-f]{40} since`),
      ),
    });
    beforeEach(() => {
      harness.commit('First');
      harness.define('staging', {
        source: { type: 'git', url: pathToFileURL(harness.code).href },
      });
    });
    const moveOn = () => {
      harness.write({ 'README.md': 'x' });
      harness.commit('Second');
    };

    it.each([
      ['main', '`main`'],
      [undefined, 'The default branch'],
    ])('is not applied when %s has moved since', async (ref, name) => {
      await harness.plan('staging', { ref });
      moveOn();
      await expect(harness.apply('staging')).rejects.toMatchObject(moved(name));
    });

    it('may move when that is allowed', async () => {
      await harness.plan('staging', { ref: 'main' });
      moveOn();
      await expect(
        harness.apply('staging', { commitMayMove: true }),
      ).resolves.toMatchObject({ applied: { add: 1 } });
    });

    it('is applied when it was asked for by its hash', async () => {
      const ref = harness.git('rev-parse', 'HEAD');
      await harness.plan('staging', { ref });
      moveOn();
      await expect(harness.apply('staging')).resolves.toMatchObject({
        applied: { add: 1 },
      });
    });

    it('is not applied when its directory has changed', async () => {
      harness.git('init', '--quiet');
      harness.define('staging', {
        source: { type: 'directory', path: harness.code },
      });
      await harness.plan('staging');
      moveOn();
      await expect(harness.apply('staging')).rejects.toMatchObject(
        moved('The source directory'),
      );
    });
  });

  describe('symbolic links', () => {
    it('may lead from one place of the source to another', async () => {
      harness.write({ 'common/outputs.tf': 'output "o" {\n  value = 1\n}\n' });
      symlinkSync(
        '../../common/outputs.tf',
        path.join(harness.code, 'envs/staging/outputs.tf'),
      );
      const { summary } = await harness.plan('staging');
      expect(summary.counts.outputs).toBe(1);
    });

    it.each(['/etc/passwd', '../../../outside', '../../../nowhere'])(
      'may not lead to %s',
      async target => {
        writeFileSync(path.join(harness.root, 'outside'), 'secret');
        symlinkSync(target, path.join(harness.code, 'envs/staging/x.txt'));
        await expect(harness.plan('staging')).rejects.toThrow(
          `The symbolic link 'envs/staging/x.txt' leads out of the source, to '${target}'`,
        );
      },
    );

    it('may not stand in for a folder that git lists', async () => {
      harness.write({ 'envs/staging/data/file.txt': 'committed' });
      harness.commit('Data');
      const outside = path.join(harness.root, 'outside');
      mkdirSync(outside);
      writeFileSync(path.join(outside, 'file.txt'), 'of the machine');
      const folder = path.join(harness.code, 'envs/staging/data');
      rmSync(folder, { recursive: true });
      symlinkSync(outside, folder);
      await expect(harness.plan('staging')).rejects.toThrow(/leads out/);
    });
  });

  it.each([
    ['envs/nowhere', /does not exist at this commit/],
    ['../..', /is not inside its source/],
    ['envs', /holds no Terraform files/],
  ])('refuses the directory %s', async (directory, reason) => {
    harness.define('staging', { directory });
    await expect(harness.plan('staging')).rejects.toThrow(reason);
  });
});

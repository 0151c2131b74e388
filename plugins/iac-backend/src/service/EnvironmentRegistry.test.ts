import { mockServices } from '@backstage/backend-test-utils';
import { environmentDefinition } from '../__testUtils__/environments';
import { EnvironmentRegistry } from './EnvironmentRegistry';

describe('EnvironmentRegistry', () => {
  let folders: string[];
  let now: number;
  let broken: Error | undefined;
  const create = () =>
    new EnvironmentRegistry({
      load: () => {
        if (broken) throw broken;
        return folders.map(name => environmentDefinition(name));
      },
      logger: mockServices.logger.mock(),
      now: () => now,
    });

  beforeEach(() => {
    folders = ['staging'];
    now = 0;
    broken = undefined;
  });

  it('finds an environment that was added a moment ago', () => {
    const registry = create();
    folders.push('preview');
    now += 1_000;
    expect(registry.find('preview')).toMatchObject({ name: 'preview' });
    expect(registry.names()).toEqual(['staging', 'preview']);
  });

  it('finds one that was added right after the list was read', () => {
    const registry = create();
    now += 60_000;
    expect(registry.names()).toEqual(['staging']);
    folders.push('preview');
    now += 10;
    expect(registry.find('preview')).toMatchObject({ name: 'preview' });
  });

  it('finds one while somebody asks for another that is gone', () => {
    const registry = create();
    expect(registry.find('gone')).toBeUndefined();
    folders.push('preview');
    now += 10;
    expect(registry.find('preview')).toMatchObject({ name: 'preview' });
  });

  it('does not look again each time that one is asked for in vain', () => {
    const registry = create();
    expect(registry.find('preview')).toBeUndefined();
    folders.push('preview');
    now += 100;
    expect(registry.find('preview')).toBeUndefined();
    now += 500;
    expect(registry.find('preview')).toMatchObject({ name: 'preview' });
  });

  it('reads folders so often, however many names are asked for in vain', () => {
    const registry = create();
    for (let n = 0; n < 100; n += 1) {
      expect(registry.find(`guess-${n}`)).toBeUndefined();
    }
    folders.push('preview');
    expect(registry.find('preview')).toBeUndefined();
    now += 500;
    expect(registry.find('preview')).toMatchObject({ name: 'preview' });
  });

  it('forgets one whose folder is gone', () => {
    const registry = create();
    folders = [];
    now += 60_000;
    expect(registry.names()).toEqual([]);
    expect(() => registry.get('staging')).toThrow(
      "No environment found with name 'staging'",
    );
  });

  it('keeps what it knows while the definitions cannot be read', () => {
    const registry = create();
    broken = new Error('the disk is away');
    now += 60_000;
    expect(registry.names()).toEqual(['staging']);
    expect(registry.find('preview')).toBeUndefined();
  });
});

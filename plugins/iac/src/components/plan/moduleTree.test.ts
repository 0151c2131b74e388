import { aBigPlan } from '../../__testUtils__/bigPlan';
import { modulePath } from './modulePath';
import { toModuleTree } from './moduleTree';

const [BUCKET] = aBigPlan(1).summary.changes;

function treeOf(...moduleAddresses: (string | undefined)[]) {
  return toModuleTree(
    moduleAddresses.map(moduleAddress => ({ ...BUCKET, moduleAddress })),
  );
}

describe('modulePath', () => {
  it.each([
    ['module.a', ['module.a']],
    ['module.a.module.b[0]', ['module.a', 'module.b[0]']],
    ['module.a["x.module.y"].module.b', ['module.a["x.module.y"]', 'module.b']],
    [
      String.raw`module.a["\".module.y"].module.b`,
      [String.raw`module.a["\".module.y"]`, 'module.b'],
    ],
  ])('takes %s apart', (address, modules) => {
    expect(modulePath(address)).toEqual(modules);
  });
});

describe('toModuleTree', () => {
  it('puts modules into those that call them, in the order of their first change', () => {
    const tree = treeOf('module.b', 'module.a.module.x', undefined, 'module.a');
    expect(tree.map(({ name }) => name)).toEqual([
      'module.b',
      'module.a',
      undefined,
    ]);
    expect(tree[1].children).toMatchObject([
      { name: 'module.x', address: 'module.a.module.x' },
    ]);
    expect(tree[1].numbers.get('delete')).toBe(2);
  });

  it('joins modules that do nothing but call another', () => {
    expect(treeOf('module.a.module.x.module.y')).toMatchObject([
      { name: 'module.a.module.x.module.y', children: [] },
    ]);
  });
});

import { act, renderHook } from '@testing-library/react';
import { useSteadyOrder } from './useSteadyOrder';

function renderOrder(initial: string) {
  return renderHook(
    ({ text, asked }) => {
      const { items, hold } = useSteadyOrder([...text], item => item, asked);
      return { shown: items.join(''), hold };
    },
    { initialProps: { text: initial, asked: 'worst first' } },
  );
}

describe('useSteadyOrder', () => {
  it('moves nothing while the pointer is over the list', () => {
    const { result, rerender } = renderOrder('abc');
    act(() => result.current.hold.onPointerEnter());
    rerender({ text: 'cbda', asked: 'worst first' });
    expect(result.current.shown).toBe('abcd');
    rerender({ text: 'dcb', asked: 'worst first' });
    expect(result.current.shown).toBe('bcd');
    act(() => result.current.hold.onPointerLeave());
    expect(result.current.shown).toBe('dcb');
  });

  it('sorts at once when the person asks for it', () => {
    const { result, rerender } = renderOrder('abc');
    act(() => result.current.hold.onPointerEnter());
    rerender({ text: 'cba', asked: 'by name' });
    expect(result.current.shown).toBe('cba');
    rerender({ text: 'abc', asked: 'by name' });
    expect(result.current.shown).toBe('cba');
  });
});

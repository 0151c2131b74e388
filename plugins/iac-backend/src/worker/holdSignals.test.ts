import { holdSignals } from './holdSignals';

it('makes further signals change nothing, until it lets go', () => {
  const exit = jest.fn();
  const held = jest.fn();
  process.on('SIGTERM', exit);
  const letGo = holdSignals(held);
  process.emit('SIGTERM');
  expect(held).toHaveBeenCalledTimes(1);
  expect(exit).not.toHaveBeenCalled();
  letGo();
  process.emit('SIGTERM');
  expect(exit).toHaveBeenCalledTimes(1);
  process.off('SIGTERM', exit);
});

// Files, processes and databases take their time on a busy machine; a test that hangs still ends.
jest.setTimeout(30_000);

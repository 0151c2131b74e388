import '@testing-library/jest-dom';

// Pages with many tables take their time on a busy machine.
jest.setTimeout(30_000);

import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Pages with many tables take their time on a busy machine.
jest.setTimeout(30_000);
configure({ asyncUtilTimeout: 10_000 });

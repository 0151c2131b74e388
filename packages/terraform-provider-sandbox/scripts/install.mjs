/* Builds, then runs src/installCli.ts from the build: no TypeScript runtime is needed. */
import './build.mjs';
import { createRequire } from 'node:module';

createRequire(import.meta.url)('../dist/install.js');

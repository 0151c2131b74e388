import { render, screen } from '@testing-library/react';
import App from './App';

const CONFIG = {
  context: 'test',
  data: {
    app: { title: 'Test', baseUrl: 'http://localhost:3000' },
    backend: { baseUrl: 'http://localhost:7007' },
  },
};

describe('App', () => {
  const { APP_CONFIG } = process.env;

  afterEach(() => {
    process.env.APP_CONFIG = APP_CONFIG;
  });

  it('starts, and asks who is there', async () => {
    // The way in which the bundler hands the configuration over.
    Object.assign(process.env, { APP_CONFIG: [CONFIG] });
    render(App.createRoot());
    expect(
      await screen.findByRole('button', { name: 'Enter' }, { timeout: 20_000 }),
    ).toBeInTheDocument();
  }, 60_000);
});

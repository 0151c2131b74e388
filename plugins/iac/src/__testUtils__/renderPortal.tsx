import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { act } from '@testing-library/react';
import {
  useLocation,
  useNavigate,
  type Location,
  type NavigateFunction,
} from 'react-router-dom';
import { iacApiRef, type IacPortalApi } from '../api';
import { Router } from '../components';
import { rootRouteRef } from '../routes';
import { iacTranslationsModule } from '../translationsModule';

export interface RenderPortalOptions {
  api: IacPortalApi;
  /** Below the plugin's root. @defaultValue `/`, the readiness page */
  path?: string;
  /** Names of permissions that the person lacks. */
  denied?: string[];
  /** @defaultValue English */
  language?: 'de';
}

/** The plugin's pages in an app, as a person sees them. */
export function renderPortal(options: RenderPortalOptions) {
  const { api, path = '/', denied = [], language } = options;
  const browser: { location?: Location; navigate?: NavigateFunction } = {};
  const Browser = () => {
    browser.location = useLocation();
    browser.navigate = useNavigate();
    return null;
  };
  const pages = (
    <>
      <Browser />
      <Router />
    </>
  );
  renderInTestApp(pages, {
    mountPath: '/iac/*',
    mountedRoutes: { '/iac': rootRouteRef },
    initialRouteEntries: [`/iac${path}`],
    ...(language && inLanguage(language)),
    apis: [
      [iacApiRef, api],
      mockApis.permission({
        authorize: ({ permission }) =>
          denied.includes(permission.name)
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      }),
    ],
  });
  return {
    /** The query of the page's address. */
    query: () => new URLSearchParams(browser.location?.search),
    /** The back button. */
    goBack: () => act(() => browser.navigate?.(-1)),
  };
}

/** An app that has the plugin's languages, and shows this one. */
export function inLanguage(language: 'de') {
  return {
    features: [iacTranslationsModule],
    config: {
      app: {
        baseUrl: 'http://localhost:3000',
        extensions: [
          {
            'api:app/app-language': {
              config: {
                defaultLanguage: language,
                availableLanguages: ['en', 'de'],
              },
            },
          },
        ],
      },
      backend: { baseUrl: 'http://localhost:7007' },
    },
  };
}

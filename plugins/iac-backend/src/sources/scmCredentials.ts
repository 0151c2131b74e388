import type { Config } from '@backstage/config';
import {
  DefaultGithubCredentialsProvider,
  DefaultGitlabCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import type { GitCredentials } from '@backstage-iac/plugin-iac-node';

/**
 * Credentials for git over https from `integrations`, asked for anew each time:
 * those of a GitHub App live for an hour.
 */
export function createScmCredentials(config: Config): GitCredentials {
  const integrations = ScmIntegrations.fromConfig(config);
  const github =
    DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  const gitlab =
    DefaultGitlabCredentialsProvider.fromIntegrations(integrations);
  return async url => {
    switch (integrations.byUrl(url)?.type) {
      case 'github': {
        const { token } = await github.getCredentials({ url });
        return basic('x-access-token', token);
      }
      case 'gitlab': {
        const { token } = await gitlab.getCredentials({ url });
        return basic('oauth2', token);
      }
      case 'gitea': {
        const { username, password } =
          integrations.gitea.byUrl(url)?.config ?? {};
        return basic(username ?? 'git', password);
      }
      default:
        return undefined;
    }
  };
}

function basic(user: string, secret: string | undefined) {
  if (!secret) return undefined;
  const encoded = Buffer.from(`${user}:${secret}`).toString('base64');
  return { headers: { Authorization: `Basic ${encoded}` } };
}

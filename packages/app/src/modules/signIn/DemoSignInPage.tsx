import { ProxiedSignInPage } from '@backstage/core-components';
import {
  configApiRef,
  useApi,
  type IdentityApi,
} from '@backstage/frontend-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { Alert, Avatar, Button } from '@backstage/ui';
import { useState } from 'react';
import { Logo } from '../nav/Logo';
import { demoPeople, type DemoPerson } from './demoPeople';
import { rememberedPerson, rememberPerson } from './rememberedPerson';
import styles from './signIn.module.css';

/** One click, no password: the demo's way to be the guest, or one of several people. */
export function DemoSignInPage(props: SignInPageProps) {
  const { onSignInSuccess } = props;
  const config = useApi(configApiRef);
  const people = demoPeople(config);
  const [chosen, setChosen] = useState(() =>
    people.find(({ entityRef }) => entityRef === rememberedPerson()),
  );
  if (chosen) {
    return (
      <SignIn
        person={chosen}
        onSignInSuccess={onSignInSuccess}
        onBack={() => {
          rememberPerson(undefined);
          setChosen(undefined);
        }}
      />
    );
  }
  const [guest, ...others] = people;
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <Logo isFull={false} />
        <h1>{config.getOptionalString('app.title')}</h1>
        <p>
          Look around as a guest, who may do everything a platform lead may.
        </p>
        <Button variant="primary" onPress={() => setChosen(guest)}>
          Enter
        </Button>
        {others.length > 0 && (
          <section aria-label="Be somebody else">
            <h2>Or be somebody else</h2>
            <p>
              Some plans need several people. Sign out in the settings, or open
              another tab, to be the next one.
            </p>
            <ul className={styles.people}>
              {others.map(person => (
                <li key={person.entityRef}>
                  <button
                    type="button"
                    className={styles.person}
                    aria-label={`Sign in as ${person.name}`}
                    onClick={() => setChosen(person)}
                  >
                    <Avatar
                      name={person.name}
                      src=""
                      size="medium"
                      purpose="decoration"
                    />
                    <span>
                      <b>{person.name}</b>
                      <small>{person.role}</small>
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
        <small>A demo: nobody is asked for a password.</small>
      </div>
    </main>
  );
}

function SignIn(props: {
  person: DemoPerson;
  onSignInSuccess(identity: IdentityApi): void;
  onBack(): void;
}) {
  const { person, onSignInSuccess, onBack } = props;
  return (
    <ProxiedSignInPage
      provider={person.provider}
      headers={
        person.provider === 'demo' ? { 'x-demo-person': person.entityRef } : {}
      }
      onSignInSuccess={identity => {
        rememberPerson(person.entityRef);
        onSignInSuccess(forgottenAtSignOut(identity));
      }}
      ErrorComponent={({ error }) => (
        <main className={styles.page}>
          <Alert
            role="alert"
            icon
            status="danger"
            title={`${person.name} could not be signed in`}
            description={
              error?.message ?? 'The portal did not say why. Read its log.'
            }
            customActions={
              <Button size="small" variant="secondary" onPress={onBack}>
                Choose again
              </Button>
            }
          />
        </main>
      )}
    />
  );
}

/** After signing out, the page asks again. */
function forgottenAtSignOut(identity: IdentityApi): IdentityApi {
  return {
    getProfileInfo: () => identity.getProfileInfo(),
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    signOut: async () => {
      rememberPerson(undefined);
      await identity.signOut();
    },
  };
}

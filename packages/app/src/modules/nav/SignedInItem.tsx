import { SidebarItem } from '@backstage/core-components';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { UserSettingsSignInAvatar } from '@backstage/plugin-user-settings';
import { useEffect, useState } from 'react';

const Icon = () => <UserSettingsSignInAvatar />;

/** Who is signed in, and the way to the settings, where one signs out. */
export function SignedInItem() {
  const identity = useApi(identityApiRef);
  const [name, setName] = useState('Settings');
  useEffect(() => {
    let isGone = false;
    nameOf(identity).then(
      found => {
        if (!isGone) setName(found);
      },
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [identity]);
  return (
    <SidebarItem
      icon={Icon}
      to="/settings"
      text={name}
      aria-label={`Settings of ${name}`}
    />
  );
}

async function nameOf(identity: typeof identityApiRef.T): Promise<string> {
  const { displayName } = await identity.getProfileInfo();
  if (displayName) return displayName;
  const { userEntityRef } = await identity.getBackstageIdentity();
  return userEntityRef.replace(/^user:(?:default\/)?/, '');
}

import { isPlaceholder, isPointer } from './placeholders';
import { looksSensitive } from './sensitiveNames';

describe('names of secrets', () => {
  it.each([
    ...['password', 'db_password', 'dbPassword', 'DB-PASSWORD', 'root_pass'],
    ...['client_secret', 'secrets', 'github_token', 'refresh_tokens'],
    ...['api_key', 'apiKey', 'apikey', 'private_key', 'secret_access_key'],
    ...['registry_credentials', 'aws_creds', 'encryption_key'],
  ])('%s', name => {
    expect(looksSensitive(name)).toBe(true);
  });
});

describe('names of something else', () => {
  it.each([
    ...['public_key', 'key_name', 'kms_key_id', 'kms_key', 'key', 'key_pair'],
    ...['sort_key', 'partition_key', 'primary_key', 'tag_key', 'monkey'],
    ...['bypass', 'compass', 'passive', 'tokenizer', 'keyboard', 'secretary'],
    ...['secret_arn', 'secret_name', 'password_length', 'token_ttl', 'region'],
    ...[
      'key_vault',
      'key_vault_id',
      'token_url',
      'secret_manager',
      'accredited',
    ],
    ...[
      'private_key_path',
      'credentials_file',
      'token_issuer',
      'password_policy',
    ],
  ])('%s', name => {
    expect(looksSensitive(name)).toBe(false);
  });
});

describe('placeholders', () => {
  it.each([
    ...['', '  ', '<from vault:kv/prod/db#password>', 'change-me', 'CHANGEME'],
    ...['change_me', 'TODO', 'xxxx', '***', '...', '<your token>'],
  ])('%j is one', text => {
    expect(isPlaceholder(text)).toBe(true);
  });

  it.each(['hunter2', 'changeme2', '<a>b', 'xx', 'todo-list', 'P@ssw0rd'])(
    '%j is none',
    text => {
      expect(isPlaceholder(text)).toBe(false);
    },
  );
});

describe('what only leads to a secret', () => {
  it.each([
    'arn:aws:secretsmanager:eu-central-1:123456789012:secret:db',
    'projects/acme/secrets/db',
    'https://vault.acme.example/v1/kv',
    './keys/deploy.pem',
    '/run/secrets/token',
    'kv/platform/production',
    'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI',
    '-----BEGIN PUBLIC KEY-----\nMFk',
  ])('%j', text => {
    expect(isPointer(text)).toBe(true);
  });

  it.each([
    'hunter2',
    `https://user:${'hunter2'}@db.acme.example`,
    '-----BEGIN PRIVATE KEY-----\nMFk',
    'aGVsbG8/d29ybGQ',
    'correct horse battery staple',
  ])('%j is not', text => {
    expect(isPointer(text)).toBe(false);
  });
});

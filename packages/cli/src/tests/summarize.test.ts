import { execFileSync } from 'node:child_process';
import { Workplace } from '../__testUtils__/Workplace';

jest.setTimeout(60_000);

describe('iac plan summarize', () => {
  let workplace: Workplace;
  let planJson: string;

  const terraform = (...args: string[]) =>
    execFileSync('terraform', args, {
      cwd: workplace.path,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });

  beforeAll(() => {
    workplace = Workplace.create({
      'main.tf': `
        resource "terraform_data" "web" {
          for_each = toset(["a.b", "quote\\"d"])
          input    = each.key
        }
        output "color" { value = "blue" }`,
    });
    terraform('init', '-input=false');
    terraform('plan', '-input=false', '-out=plan.tfplan');
    planJson = terraform('show', '-json', 'plan.tfplan');
    workplace.write('plan.json', planJson);
  });

  afterAll(() => workplace.remove());

  it('reads what terraform show prints, from a file or standard input', async () => {
    const fromFile = await workplace.iac('plan summarize plan.json');
    expect(fromFile).toMatchObject({ exitCode: 0, stderr: '' });
    expect(fromFile.stdout).toContain('terraform_data.web["a.b"]');

    const fromInput = await workplace.iac('plan summarize -', {
      input: planJson,
    });
    expect(fromInput).toEqual(fromFile);

    const json = await workplace.iac('plan summarize plan.json --json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      hasChanges: true,
      counts: { create: 2, outputs: 1 },
    });
  });

  it('says what it was given instead of a plan', async () => {
    workplace.write('notes.txt', 'remember the milk');
    workplace.write('other.json', '{"name": "no plan"}');

    for (const [file, message] of [
      ['missing.json', "Cannot read 'missing.json': ENOENT"],
      ['notes.txt', "'notes.txt' is not JSON"],
      ['plan.tfplan', "'plan.tfplan' is a saved plan, not its JSON"],
      ['other.json', 'Error: '],
    ]) {
      const outcome = await workplace.iac(`plan summarize ${file}`);
      expect(outcome).toMatchObject({ exitCode: 1, stdout: '' });
      expect(outcome.stderr).toContain(message);
    }
  });
});

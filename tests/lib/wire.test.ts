// The wire itself, without an SDK: what is sent and what comes back, byte for byte where it matters.

import { describe, expect, test } from 'vitest';
import { createSimulator, type Simulator } from '../../src/lib/index.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const aSimulator = (): Simulator => createSimulator({ seed: 'wire', now: '2026-01-15T09:00:00Z' });

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

async function send(
  sim: Simulator,
  headers: Record<string, string>,
  body?: unknown,
): Promise<Answer> {
  const { response } = await sim.requestHandler().handle({ headers, body });
  const text = new TextDecoder().decode(response.body);
  return { status: response.statusCode, headers: response.headers, text };
}

const json = (sim: Simulator, target: string, body: unknown): Promise<Answer> =>
  send(sim, { 'X-Amz-Target': target }, typeof body === 'string' ? body : JSON.stringify(body));

const query = (sim: Simulator, form: string, service?: string): Promise<Answer> =>
  send(
    sim,
    {
      'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8',
      ...(service !== undefined && {
        Authorization: `AWS4-HMAC-SHA256 Credential=AKIA/20260115/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      }),
    },
    form,
  );

describe('AWS JSON', () => {
  test.each<[string, string, unknown, string]>([
    ['no such operation', 'TrentService.Nonsense', {}, 'UnknownOperationException'],
    ['no such service', 'Nonsense.ListKeys', {}, 'UnknownOperationException'],
    ['an inherited name', 'constructor.ListKeys', {}, 'UnknownOperationException'],
    ['no target', '', {}, 'UnknownOperationException'],
    ['no JSON', 'TrentService.ListKeys', '{', 'SerializationException'],
    [
      'half a surrogate pair',
      'TrentService.CreateAlias',
      '{"AliasName":"\\ud800","TargetKeyId":"x"}',
      'SerializationException',
    ],
    ['a list for the whole', 'TrentService.ListKeys', [], 'SerializationException'],
    ['text for the whole', 'TrentService.ListKeys', '"x"', 'SerializationException'],
    ['text for a number', 'TrentService.ListKeys', { Limit: '5' }, 'SerializationException'],
    [
      'a fraction for an integer',
      'TrentService.ListKeys',
      { Limit: 1.5 },
      'SerializationException',
    ],
    [
      'a list for a map',
      'TrentService.Encrypt',
      { KeyId: 'x', Plaintext: 'YQ==', EncryptionContext: [] },
      'SerializationException',
    ],
    [
      'a map with a number',
      'TrentService.Encrypt',
      { KeyId: 'x', Plaintext: 'YQ==', EncryptionContext: { a: 1 } },
      'SerializationException',
    ],
    [
      'text for a list',
      'TrentService.TagResource',
      { KeyId: 'x', Tags: 'a' },
      'SerializationException',
    ],
    ['no base64', 'TrentService.Encrypt', { KeyId: 'x', Plaintext: '*' }, 'SerializationException'],
    [
      'a number for a blob',
      'TrentService.Encrypt',
      { KeyId: 'x', Plaintext: 1 },
      'SerializationException',
    ],
    [
      'text for a time',
      'CloudTrail_20131101.LookupEvents',
      { StartTime: 'now' },
      'SerializationException',
    ],
  ])('%s is refused as AWS refuses it, with a request id', async (_, target, body, code) => {
    const { status, headers, text } = await json(aSimulator(), target, body);
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ __type: code });
    expect(headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-errortype': code,
      'x-amzn-requestid': expect.stringMatching(UUID) as unknown,
    });
    expect(headers).not.toHaveProperty('date');
  });

  test('requests that cannot be read have ids of the seed, each its own, and leave no trace', async () => {
    const idsOf = async (sim: Simulator): Promise<unknown[]> => {
      const answers = [await json(sim, 'x', {}), await json(sim, 'TrentService.ListKeys', '{')];
      return answers.map(({ headers }) => headers['x-amzn-requestid']);
    };
    const sim = aSimulator();
    const ids = await idsOf(sim);
    expect(new Set(ids).size).toBe(2);
    expect(await idsOf(aSimulator())).toEqual(ids);
    expect(sim.history().steps).toEqual([]);
  });

  test('members that nobody knows, and null, are passed over', async () => {
    const { status } = await json(aSimulator(), 'TrentService.ListKeys', {
      Colour: 'red',
      Limit: null,
    });
    expect(status).toBe(200);
  });

  test('an empty body is an empty request', async () => {
    expect((await send(aSimulator(), { 'x-amz-target': 'TrentService.ListKeys' })).status).toBe(
      200,
    );
  });

  test('a denial spells Message with a capital, other refusals do not', async () => {
    const sim = aSimulator();
    const alice = 'arn:aws:iam::111122223333:user/alice';
    const handler = sim.requestHandler({ principal: alice });
    const bodyOf = async (target: string, body: string): Promise<unknown> => {
      const { response } = await handler.handle({ headers: { 'x-amz-target': target }, body });
      return JSON.parse(new TextDecoder().decode(response.body)) as unknown;
    };
    expect(await bodyOf('TrentService.ListKeys', '{}')).toEqual({
      __type: 'AccessDeniedException',
      Message: expect.stringContaining(`User: ${alice} is not authorized`) as unknown,
    });
    expect(await bodyOf('TrentService.DescribeKey', '{"KeyId":"x"}')).toEqual({
      __type: 'NotFoundException',
      message: "Invalid keyId 'x'",
    });
  });

  test('times are seconds with a fraction, both ways', async () => {
    const sim = createSimulator({ seed: 'wire', now: '2026-01-15T09:00:00.250Z', tick: 0 });
    const { text } = await json(sim, 'TrentService.CreateKey', {});
    expect(JSON.parse(text)).toMatchObject({ KeyMetadata: { CreationDate: 1_768_467_600.25 } });
    const count = async (StartTime: number): Promise<number> => {
      const found = await json(sim, 'CloudTrail_20131101.LookupEvents', { StartTime });
      return (JSON.parse(found.text) as { Events: unknown[] }).Events.length;
    };
    // CloudTrail's own times are whole seconds.
    expect([await count(1_768_467_600), await count(1_768_467_600.001)]).toEqual([1, 0]);
  });

  test('CloudTrail’s name may be written out', async () => {
    const target = 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents';
    expect((await json(aSimulator(), target, {})).status).toBe(200);
  });
});

describe('the Query protocol', () => {
  test('an answer, byte for byte', async () => {
    const { status, headers, text } = await query(
      aSimulator(),
      'Action=GetCallerIdentity&Version=2011-06-15',
      'sts',
    );
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/xml');
    const [, id = ''] = /<RequestId>(.*)<\/RequestId>/.exec(text) ?? [];
    expect(headers['x-amzn-requestid']).toBe(id);
    expect(id).toMatch(UUID);
    const [, userId = ''] = /<UserId>(\w+)</.exec(text) ?? [];
    expect(text).toBe(
      `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><UserId>${userId}</UserId><Account>111122223333</Account><Arn>arn:aws:iam::111122223333:user/admin</Arn></GetCallerIdentityResult><ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
    );
  });

  test('a refusal, byte for byte', async () => {
    const form = 'Action=GetUser&Version=2010-05-08&UserName=bob';
    const { status, headers, text } = await query(aSimulator(), form, 'iam');
    expect(status).toBe(404);
    expect(text).toBe(
      `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>The user with name bob cannot be found.</Message></Error><RequestId>${headers['x-amzn-requestid'] ?? ''}</RequestId></ErrorResponse>`,
    );
  });

  test.each<[string, number, string, string]>([
    [
      'Action=Nonsense&Version=2010-05-08',
      400,
      'InvalidAction',
      'Could not find operation Nonsense for version 2010-05-08',
    ],
    [
      'Action=GetUser&Version=2011-06-15',
      400,
      'InvalidAction',
      'Could not find operation GetUser for version 2011-06-15',
    ],
    [
      'Action=%3Cb%3E%26&Version=1',
      400,
      'InvalidAction',
      'Could not find operation &lt;b&gt;&amp; for version 1',
    ],
    ['Version=2010-05-08', 400, 'MissingAction', ''],
    [
      'Action=ListUsers&Version=2010-05-08&MaxItems=many',
      400,
      'MalformedInput',
      'Expected an integer at',
    ],
    [
      'Action=CreateUser&Version=2010-05-08',
      400,
      'ValidationError',
      "1 validation error detected: Value null at 'userName'",
    ],
  ])('%s: %i %s', async (form, status, code, message) => {
    const answer = await query(aSimulator(), form);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(`<Code>${code}</Code><Message>${message}`);
    expect(answer.headers['x-amzn-requestid']).toMatch(UUID);
  });

  test('the signature says which service is meant, the version where nothing is signed', async () => {
    const form = 'Action=ListUsers&Version=2010-05-08';
    expect((await query(aSimulator(), form)).status).toBe(200);
    expect((await query(aSimulator(), form, 'iam')).status).toBe(200);
    expect((await query(aSimulator(), form, 'sts')).text).toContain('InvalidAction');
  });

  test('a form without the header of one is known by its Action', async () => {
    const answer = await send(aSimulator(), {}, 'Action=ListUsers&Version=2010-05-08');
    expect(answer.status).toBe(200);
  });
});

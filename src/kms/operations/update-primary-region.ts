import { structure } from '../../aws/shape.ts';
import { passThrough } from '../events.ts';
import { findKey } from '../find.ts';
import { states } from '../key-states.ts';
import { limits } from '../limits.ts';
import {
  changePlaces,
  regionalityOf,
  relativeIn,
  requireRelative,
} from '../multi-region/family.ts';
import { kmsOperation } from '../operation.ts';
import { recordElsewhere } from '../multi-region/second-record.ts';
import { keyId, regionName } from '../shapes.ts';
import { synchronised } from '../multi-region/synchronise.ts';
import { keyTarget } from '../target.ts';
import { keyArnLogged } from '../trail.ts';

export const UpdatePrimaryRegion = kmsOperation({
  name: 'UpdatePrimaryRegion',
  summary: 'Makes a replica the primary key of its set, and the primary a replica.',
  readOnly: false,
  input: structure({ KeyId: keyId(), PrimaryRegion: regionName() }),
  output: structure({}),
  keys: { key: { from: 'KeyId', primary: 'of now', states: states.whenUsable } },
  // The same permission is needed on the replica, in its Region, and it must serve as well.
  also: (call) => {
    const region = String(call.input['PrimaryRegion']);
    const { key } = findKey(call, String(call.input['KeyId']));
    if (!key || regionalityOf(key) !== 'PRIMARY' || !relativeIn(key, region)) return [];
    const there = { ...call, region, input: { ...call.input, KeyId: key.id } };
    const role = { from: 'KeyId', states: states.whenUsable, unlisted: true } as const;
    return [keyTarget('UpdatePrimaryRegion', role, there, () => ({}))];
  },
  trail: keyArnLogged,

  check: ({ input: { PrimaryRegion: region } }, { key }) =>
    region === key.region ? undefined : requireRelative(key, region),

  handle({ cloud, input }, { key }, replica) {
    // Recorded: the primary can be told to stay what it is.
    if (!replica) return {};
    changePlaces(key, replica);
    for (const one of [key, replica]) {
      passThrough(cloud, one, { state: 'Updating', seconds: limits.primaryUpdateSeconds });
    }
    recordElsewhere(cloud, 'UpdatePrimaryRegion', {
      awsRegion: replica.region,
      requestParameters: { keyId: replica.arn, primaryRegion: input.PrimaryRegion },
      responseElements: { keyId: replica.arn },
    });
    synchronised(cloud, key);
    return {};
  },
});

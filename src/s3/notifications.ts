// Notifications: S3 tells a queue of new and deleted objects, in its own name. No caller lends it any right: the
// queue's policy must admit it, and so must the policy of the queue's key. Source: S3 user guide, "Amazon S3 Event
// Notifications".

import { parseArn } from '../aws/arn.ts';
import type { Cloud } from '../aws/cloud.ts';
import type { Call } from '../aws/operation.ts';
import type { Members, Outcome } from '../aws/trace.ts';
import { bucketArn, type Place } from './encryption.ts';
import { limits } from './limits.ts';
import type { Bucket, QueueNotification } from './state.ts';

interface Happened {
  /** 's3:ObjectCreated:Put' */
  readonly event: string;
  readonly version?: { readonly size: number; readonly etag: string; readonly versionId: string };
}

export function notifyLater(cloud: Cloud, place: Place, happened: Happened): void {
  const { bucket } = place;
  for (const one of bucket.notifications.filter((each) => wants(each, happened.event))) {
    const body = JSON.stringify({ Records: [recordOf(cloud, place, { ...happened, id: one.id })] });
    cloud.agenda.add(cloud.now + limits.notificationSeconds * 1000, () => {
      // Where the queue refuses, nobody is told: the message is lost.
      cloud.work('sqs:SendMessage', messageTo(one.queueArn, body), {
        as: cloud.service('s3').endpoint,
        region: bucket.region,
        sourceArn: bucketArn(bucket.name),
        sourceAccount: bucket.account,
      });
    });
  }
}

/** Before S3 takes a configuration, it sends a message to try. */
export function tryQueue(call: Call, bucket: Bucket, queueArn: string): Outcome {
  const { cloud } = call;
  const test = {
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: new Date(cloud.now).toISOString(),
    Bucket: bucket.name,
  };
  return call.ask('sqs:SendMessage', messageTo(queueArn, JSON.stringify(test)), {
    as: cloud.service('s3').endpoint,
    sourceArn: bucketArn(bucket.name),
    sourceAccount: bucket.account,
  });
}

/** 's3:ObjectCreated:*' is any kind of creation. */
const wants = ({ events }: QueueNotification, event: string): boolean =>
  events.some((one) => (one.endsWith('*') ? event.startsWith(one.slice(0, -1)) : one === event));

function messageTo(queueArn: string, MessageBody: string): Members {
  const { region = '', account = '', resource: name = '' } = parseArn(queueArn) ?? {};
  return { QueueUrl: `https://sqs.${region}.amazonaws.com/${account}/${name}`, MessageBody };
}

function recordOf(
  { now }: Cloud,
  { bucket: { name, region }, key }: Place,
  { event, version, id }: Happened & { readonly id: string },
): Members {
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: region,
    eventTime: new Date(now).toISOString(),
    eventName: event.replace('s3:', ''),
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: id,
      bucket: { name, arn: bucketArn(name) },
      object: {
        key: encodeURIComponent(key).replaceAll('%20', '+'),
        ...(version && {
          size: version.size,
          eTag: version.etag.replaceAll('"', ''),
          versionId: version.versionId,
        }),
      },
    },
  };
}

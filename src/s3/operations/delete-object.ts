import { boolean, optional, structure, text } from '../../aws/shape.ts';
import { s3Operation, versioned, versionedPermissions } from '../operation.ts';
import { notifyLater } from '../notifications.ts';
import { bucketName, objectKey, versionId } from '../shapes.ts';
import { objectTrail } from '../trail.ts';
import { isMarker, removeCurrent, removeVersion } from '../versions.ts';

export const DeleteObject = s3Operation({
  name: 'DeleteObject',
  summary:
    'Deletes an object. Where versions are kept, a delete marker comes on top, unless a version is named: that is gone for good.',
  readOnly: false,
  event: 'data',
  label: 'deleted',
  action: versioned('s3:DeleteObject'),
  input: structure({
    Bucket: bucketName(),
    Key: objectKey(),
    VersionId: optional(versionId()),
  }),
  output: structure({ DeleteMarker: optional(boolean()), VersionId: optional(text()) }),
  permissions: versionedPermissions('s3:DeleteObject'),
  trail: objectTrail,

  handle(call, bucket) {
    const { Key: key, VersionId } = call.input;
    const place = { bucket, key };
    if (VersionId !== undefined) {
      const gone = removeVersion(bucket, key, VersionId);
      if (gone) notifyLater(call.cloud, place, { event: 's3:ObjectRemoved:Delete' });
      return { VersionId, ...(gone && isMarker(gone) && { DeleteMarker: true }) };
    }
    const marker = removeCurrent(bucket, key, { at: call.now, entropy: call.entropy });
    const event = marker ? 's3:ObjectRemoved:DeleteMarkerCreated' : 's3:ObjectRemoved:Delete';
    notifyLater(call.cloud, place, { event });
    return marker ? { DeleteMarker: true, VersionId: marker.versionId } : {};
  },
});

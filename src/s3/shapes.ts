// Shapes that S3's operations share. Source: S3 naming rules; S3 service model.

import { choice, text } from '../aws/shape.ts';

export const bucketName = () => text({ min: 3, max: 63, pattern: /^[a-z0-9][a-z0-9.-]*[a-z0-9]$/ });

export const objectKey = () => text({ min: 1, max: 1024 });

export const encryptionMode = () => choice('AES256', 'aws:kms');

// MD5, RFC 1321. Broken as a hash, and still how S3 names the content of an object and checks a key that it was sent.

import { md5 as nobleMd5 } from '@noble/hashes/legacy.js';

export const md5 = (bytes: Uint8Array): Uint8Array => nobleMd5(bytes);

// One line for each error code. What a refusal means in a given case, the engine says with the refusal itself.

import { services } from './services.ts';

/** Undefined for a code that nobody has explained yet: a test names it. */
export function errorMeaning(code: string): string | undefined {
  const ofKms = /^KMS\.(.+)$/.exec(code)?.[1];
  if (ofKms === undefined) return meanings.get(code);
  return `S3 passes on what KMS answered: ${ofKms}.`;
}

/** What every operation may answer, whatever it declares. */
export const commonErrors = [
  {
    code: 'AccessDeniedException',
    meaning: 'The caller lacks a permission. IAM, STS and S3 call it AccessDenied.',
  },
  {
    code: 'ValidationException',
    meaning: 'The request breaks a limit, or its members do not fit each other.',
  },
  {
    code: 'SerializationException',
    meaning: 'A member has the wrong type, so the request could not be read.',
  },
] as const;

const MEANINGS: Readonly<Record<string, string>> = {
  AccessDenied: 'The caller lacks a permission on the object, or on the key that encrypts it.',
  AlreadyExistsException: 'There is one of this name already.',
  BucketAlreadyExists: 'Bucket names are shared by all accounts, and this one is taken.',
  BucketAlreadyOwnedByYou: 'The bucket is there already, and it is yours.',
  CloudHsmClusterInUseException:
    'The cluster, or one from the same backup, has a key store already.',
  CloudHsmClusterInvalidConfigurationException:
    'The cluster lacks what KMS asks for: private subnets, enough active HSMs.',
  CloudHsmClusterNotActiveException: 'The cluster is not initialised and active.',
  CloudHsmClusterNotFoundException: 'No cluster has this id in the account and Region.',
  CloudHsmClusterNotRelatedException:
    'The cluster does not share a backup history with the one before.',
  ConflictException: 'An automatic rotation is under way or about to begin.',
  CustomKeyStoreHasCMKsException: 'The key store still holds KMS keys.',
  CustomKeyStoreInvalidStateException:
    'The connection of the key store is not in a state for this.',
  CustomKeyStoreNameInUseException: 'Another key store has this name.',
  CustomKeyStoreNotFoundException: 'No key store has this name or id.',
  DeleteConflict: 'Something still hangs on what is to be deleted.',
  DisabledException: 'The key is switched off. EnableKey switches it on again.',
  DryRunOperationException:
    'The answer to DryRun where the call would have succeeded. Nothing was done.',
  EntityAlreadyExists: 'There is one of this name already.',
  ExpiredImportTokenException: 'The import token is older than 24 hours.',
  IncorrectKeyException: 'The ciphertext was made under another key than the one named.',
  IncorrectKeyMaterialException: 'The material is not the one that this key is bound to.',
  IncorrectTrustAnchorException: 'The certificate is not that of the cluster.',
  InvalidArgument: 'Two members of the request do not fit each other.',
  InvalidArnException: 'The ARN names no principal, or no resource that a grant may have.',
  InvalidCiphertextException:
    'The ciphertext was altered, is none of KMS, or the encryption context differs.',
  InvalidEventCategoryException: 'There is no such category of events.',
  InvalidGrantIdException: 'This is not the form of a grant id.',
  InvalidGrantTokenException: 'No grant gave out this token, or the grant has ended.',
  InvalidImportTokenException: 'The import token was altered, or is for another key.',
  InvalidInput: 'A value is not accepted, such as the same tag twice.',
  InvalidKeyUsageException: 'The key is for something else, or its spec lacks the algorithm.',
  InvalidLookupAttributesException: 'Events cannot be looked up by this attribute.',
  InvalidMarkerException: 'The marker is not the one that the page before gave.',
  InvalidMaxResultsException: 'A page holds 1 to 50 events.',
  InvalidNextTokenException: 'The token is not the one that the page before gave.',
  InvalidTimeRangeException: 'The range ends before it begins.',
  KMSInvalidMacException: 'The code does not belong to this message, key and algorithm.',
  KMSInvalidSignatureException: 'The signature does not belong to this message, key and algorithm.',
  KMSInvalidStateException: 'The key, or its key store, is in a state that does not serve this.',
  LimitExceeded: 'A quota of the account is used up.',
  LimitExceededException: 'A quota is used up.',
  MalformedPolicyDocument: 'The text is no valid policy.',
  MalformedPolicyDocumentException:
    'The text is no valid key policy, or would lock its author out.',
  NoSuchBucket: 'No bucket has this name.',
  NoSuchEntity: 'There is no user, role, policy or access key of this name.',
  NoSuchKey: 'The bucket holds no object of this name.',
  NotAuthorizedException: 'Names that begin with alias/aws/ belong to AWS managed keys.',
  NotFoundException: 'No such key, alias, grant or policy is in this account and Region.',
  PermanentRedirect: 'The bucket is in another Region.',
  TagException: 'The tags break a rule: a name twice, too many, or one that begins with aws:.',
  UnsupportedOperationException:
    'Keys of this kind or origin, or this simulator, do not offer this.',
  XksKeyAlreadyInUseException: 'Another KMS key of the store stands for this external key.',
  XksKeyInvalidConfigurationException:
    'The external key is no enabled AES-256 key that encrypts and decrypts.',
  XksKeyNotFoundException: 'The external key manager has no key of this id.',
  XksProxyIncorrectAuthenticationCredentialException: 'The proxy does not know the credential.',
  XksProxyInvalidConfigurationException: 'The proxy answers, but not as it should.',
  XksProxyInvalidResponseException: 'What came back is no answer of a proxy.',
  XksProxyUriEndpointInUseException: 'Another key store uses this endpoint.',
  XksProxyUriInUseException: 'Another key store uses this endpoint and path.',
  XksProxyUriUnreachableException: 'Nobody answers at the address of the proxy.',
  XksProxyVpcEndpointServiceInUseException: 'Another key store uses this endpoint service.',
  XksProxyVpcEndpointServiceInvalidConfigurationException:
    'The endpoint service lacks something that KMS needs.',
  XksProxyVpcEndpointServiceNotFoundException: 'No endpoint service of this name leads to a proxy.',
};

const meanings = new Map([
  ...Object.entries(MEANINGS),
  ...services.flatMap((service) => Object.entries(service.meanings ?? {})),
]);

/** All that are explained. */
export const explainedErrors: readonly string[] = [...meanings.keys()];
